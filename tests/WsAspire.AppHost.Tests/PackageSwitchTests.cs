using System.IO.Compression;
using System.Text.Json;
using WsAspire.Testing;

namespace WsAspire.AppHost.Tests;

/// <summary>Whether the packages or the stand-ins are used, asked of MSBuild and of the probe with a feed that is a folder.</summary>
public sealed class PackageSwitchTests : IDisposable
{
    private const string AspireVersion = "13.1.3";
    private static readonly string[] s_packages =
    [
        "Aspire.AppHost.Sdk", "Aspire.Hosting", "Aspire.Hosting.AppHost", "Aspire.Hosting.MySql", "Aspire.Hosting.Testing", "Aspire.Pomelo.EntityFrameworkCore.MySql",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("ws-switch-").FullName;

    private string Answer => Path.Combine(_folder, "answer");

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Probe_FeedHasAllPackages_AnswersThatNoStandInsAreNeeded()
    {
        var feed = Feed([.. s_packages.Select(package => (package, AspireVersion)), ("Elastic.Apm.NetCoreAll", "1.34.1")]);

        await ProbeAsync(feed);

        Assert.Equal("false\n", await File.ReadAllTextAsync(Answer, CancellationToken));
    }

    [Fact]
    public async Task Probe_FeedLacksOne_AnswersThatStandInsAreNeeded()
    {
        var feed = Feed([.. s_packages.Select(package => (package, AspireVersion))]);

        await ProbeAsync(feed);

        Assert.Equal("true\n", await File.ReadAllTextAsync(Answer, CancellationToken));
    }

    [Theory]
    [InlineData("false\n", "false")]
    [InlineData("true\n", "true")]
    [InlineData(null, "true")]
    public async Task UseStandIns_Unset_IsTheProbesAnswer(string? answer, string expected)
    {
        if (answer is not null)
        {
            await File.WriteAllTextAsync(Answer, answer, CancellationToken);
        }

        Assert.Equal(expected, await UseStandInsAsync());
    }

    [Fact]
    public async Task UseStandIns_SdkIsInThePackageFolder_PackagesAreUsed()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "packages", "aspire.apphost.sdk", AspireVersion));

        Assert.Equal("false", await UseStandInsAsync());
    }

    [Fact]
    public async Task UseStandIns_InsideAnIde_PackagesAreUsed() => Assert.Equal("false", await UseStandInsAsync("-p:BuildingInsideVisualStudio=true"));

    [Fact]
    public async Task UseStandIns_Set_BeatsEverything()
    {
        await File.WriteAllTextAsync(Answer, "false", CancellationToken);

        Assert.Equal("true", await UseStandInsAsync("-p:UseStandIns=true"));
    }

    [Theory]
    [InlineData("true", "ProjectReference")]
    [InlineData("false", "PackageReference")]
    public async Task Hosting_References_AreThePackagesOrTheStandIns(string useStandIns, string item)
    {
        var (_, output) = await DotnetAsync(["msbuild", "WsAspire.Hosting", $"-p:UseStandIns={useStandIns}", "-getItem:PackageReference,ProjectReference"]);

        var items = JsonDocument.Parse(output).RootElement.GetProperty("Items");
        foreach (var kind in (string[])["ProjectReference", "PackageReference"])
        {
            var names = items.TryGetProperty(kind, out var found) ? found.EnumerateArray().Select(one => one.GetProperty("Filename").GetString() + one.GetProperty("Extension").GetString()) : [];
            Assert.Equal(kind == item, names.Any(name => name is "Aspire.Hosting.MySql" or "Aspire.Hosting.MySql.csproj"));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Feed(IEnumerable<(string Id, string Version)> packages)
    {
        var feed = Directory.CreateDirectory(Path.Combine(_folder, "feed")).FullName;
        foreach (var (id, version) in packages)
        {
            using var archive = ZipFile.Open(Path.Combine(feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
            using var writer = new StreamWriter(archive.CreateEntry($"{id}.nuspec").Open());
            writer.Write($"""
                <?xml version="1.0"?>
                <package><metadata><id>{id}</id><version>{version}</version><authors>test</authors><description>empty</description></metadata></package>
                """);
        }

        return feed;
    }

    private async Task ProbeAsync(string feed)
    {
        await using var probe = LeashedProcess.Start(
            "bash",
            ["eng/probe-packages", "--source", feed, "--answer", Answer],
            Environment(),
            RepositoryRoot.Path);
        await probe.WaitForExitAsync(CancellationToken);
        Assert.True(probe.ExitCode == 0, probe.Output);
    }

    private async Task<string> UseStandInsAsync(params string[] properties)
    {
        var (exitCode, output) = await DotnetAsync(["msbuild", "WsAspire.Hosting", "-getProperty:UseStandIns", $"-p:StandInsAnswerFile={Answer}", .. properties]);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }

    private async Task<(int ExitCode, string Output)> DotnetAsync(string[] arguments)
    {
        await using var dotnet = LeashedProcess.Start("dotnet", arguments, Environment(), RepositoryRoot.Path);
        await dotnet.WaitForExitAsync(CancellationToken);
        return (dotnet.ExitCode, dotnet.Output);
    }

    private Dictionary<string, string?> Environment() => new()
    {
        ["UseStandIns"] = "",
        ["NUGET_PACKAGES"] = Path.Combine(_folder, "packages"),
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };
}
