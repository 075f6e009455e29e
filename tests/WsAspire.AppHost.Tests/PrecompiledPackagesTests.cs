using System.Diagnostics;
using System.Reflection.PortableExecutable;
using WsAspire.Testing;

namespace WsAspire.AppHost.Tests;

/// <summary>Packages that <c>eng/precompile</c> has compiled ahead of time are in the services' folders.</summary>
public sealed class PrecompiledPackagesTests
{
    private static readonly string s_folder = Path.Combine(RepositoryRoot.Path, "artifacts/precompiled");

    [Theory]
    [InlineData("WsOrder", "Microsoft.EntityFrameworkCore.dll", "Pomelo.EntityFrameworkCore.MySql.dll", "Grpc.AspNetCore.Server.dll", "OpenTelemetry.dll")]
    [InlineData("WsBff", "Google.Protobuf.dll", "Grpc.Net.Client.dll", "Serilog.dll")]
    [InlineData("WsGateway", "Yarp.ReverseProxy.dll")]
    public void Service_HasThemInThePlaceOfThoseThatCame(string service, params string[] assemblies)
    {
        SkipUnlessThereAre();

        Assert.All(assemblies, assembly => Assert.True(IsCompiled(Path.Combine(RepositoryRoot.Path, "artifacts/bin", service, "debug", assembly)), $"{assembly} is not compiled"));
    }

    [Fact]
    public async Task SecondCall_DoesNothing()
    {
        SkipUnlessThereAre();
        var before = Directory.GetLastWriteTimeUtc(s_folder);
        var began = Stopwatch.GetTimestamp();

        await using var again = LeashedProcess.Start("bash", [Path.Combine(RepositoryRoot.Path, "eng/precompile")]);
        await again.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (again.ExitCode, again.Output.Trim()));
        Assert.Equal(before, Directory.GetLastWriteTimeUtc(s_folder));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
    }

    private static void SkipUnlessThereAre() => Assert.SkipUnless(Directory.Exists(s_folder), "no packages were compiled ahead of time (eng/precompile says why)");

    private static bool IsCompiled(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
