using System.Diagnostics;
using Aspire.Hosting;
using WsAspire.Branching.Xds;
using WsAspire.Hosting.Envoy;

namespace WsAspire.Hosting.Tests.Envoy;

public sealed class EnvoyBootstrapTests
{
    private static readonly EnvoyBootstrap s_bootstrap = new()
    {
        NodeId = "envoy",
        ControlPlane = [new("127.0.0.1", 5100), new("127.0.0.1", 5101)],
        TokenVariable = EnvoyToken.Variable,
        FrontDoors =
        [
            new("ws-order", 8080, new("127.0.0.1", 5001), ["/hello.HelloHTTP/SayHello"]),
            new("ws-bff", 9100, new("ws-bff.test", 5002), []),
        ],
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bootstrap_IsValidForTheRealEnvoy(bool everything)
    {
        var bootstrap = everything ? s_bootstrap with { Otlp = new(new("127.0.0.1", 4317), "x-otlp-api-key", "key"), HostName = "host.docker.internal", FrontDoors = [s_bootstrap.FrontDoors[0] with { TlsPort = 8443 }], Certificate = new("tls.crt", "tls.key", "/tmp") } : s_bootstrap;

        var (exitCode, output) = await ValidateAsync(bootstrap.Write());

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Envoy_RefusesWhatIsWrong_SoThatTheOtherTestCanFail()
    {
        var (exitCode, output) = await ValidateAsync((s_bootstrap with { ListenAddress = "nowhere" }).Write());

        Assert.NotEqual(0, exitCode);
        Assert.Contains("nowhere", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Token_ThatIsNoHeaderValue_IsRefused()
    {
        EnvoyToken.Check("branches-token", "a \"token\": {x} # y");
        var refusal = Assert.Throws<DistributedApplicationException>(() => EnvoyToken.Check("branches-token", "a\r\nb"));

        Assert.Contains("branches-token: expected printable ASCII", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a\r", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ThatIsNotInTheEnvironment_EndsTheStart()
    {
        var (exitCode, output) = await ValidateAsync(s_bootstrap.Write(), token: null);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(EnvoyToken.Variable, output, StringComparison.Ordinal);
    }

    [Fact]
    public void HostName_IsWhatTheControlPlaneReads()
    {
        var text = (s_bootstrap with { HostName = "host.docker.internal" }).Write();

        Assert.Contains("metadata: {ws.host: \"host.docker.internal\"}", text, StringComparison.Ordinal);
        Assert.Equal("ws.host", NodeMetadata.HostKey);
    }

    [Fact]
    public void Bootstrap_HasADoorAndAStaticClusterForEachService()
    {
        var text = s_bootstrap.Write();

        Assert.Contains("port_value: 8080", text, StringComparison.Ordinal);
        Assert.Contains("port_value: 9100", text, StringComparison.Ordinal);
        Assert.Contains("path: /hello.HelloHTTP/SayHello", text, StringComparison.Ordinal);
        Assert.Contains("name: ws-bff\n    type: STRICT_DNS", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tracing", text, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> ValidateAsync(string bootstrap, string? token = "a \"token\": {x} # y")
    {
        var program = EnvoyProgram.TryFind();
        Assert.SkipWhen(program is null, "envoy is not on PATH");
        var file = Path.Combine(Directory.CreateTempSubdirectory("ws-envoy-").FullName, "envoy.yaml");
        await File.WriteAllTextAsync(file, bootstrap, Token);
        var start = new ProcessStartInfo(program!, ["--mode", "validate", "-c", file]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment[EnvoyToken.Variable] = token;
        start.Environment[EnvoyOtlp.Variable] = "key";
        using var envoy = Process.Start(start)!;
        var output = await Task.WhenAll(envoy.StandardError.ReadToEndAsync(Token), envoy.StandardOutput.ReadToEndAsync(Token));
        await envoy.WaitForExitAsync(Token);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return (envoy.ExitCode, string.Concat(output));
    }
}
