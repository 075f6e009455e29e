using System.Diagnostics;
using System.Net;
using System.Net.Security;
using WsAspire.Hosting.Envoy;
using WsAspire.Hosting.Ports;
using WsAspire.Testing;

namespace WsAspire.Hosting.Tests.Envoy;

/// <summary>A door of the real Envoy over TLS, and its certificate replaced while it is open.</summary>
public sealed class EnvoyTlsTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly string _folder = TestFolder.Create("envoy-tls");
    private readonly int _port = FreePort.Take();
    private LeashedProcess? _envoy;

    private string Certificate => Path.Combine(_folder, "tls.crt");

    private string Key => Path.Combine(_folder, "tls.key");

    public async ValueTask DisposeAsync()
    {
        await (_envoy?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Door_SpeaksBothVersionsOfHttp_AndTakesOverACertificateThatReplacesIt()
    {
        TestCertificate.Write(_folder, "first");
        await StartAsync();

        Assert.Equal(("CN=first", HttpVersion.Version11), await AskAsync(HttpVersion.Version11));
        Assert.Equal(("CN=first", HttpVersion.Version20), await AskAsync(HttpVersion.Version20));

        TestCertificate.Write(Directory.CreateDirectory(Path.Combine(_folder, "new")).FullName, "second");
        File.Move(Path.Combine(_folder, "new", "tls.key"), Key, overwrite: true);
        File.Move(Path.Combine(_folder, "new", "tls.crt"), Certificate, overwrite: true);

        await UntilAsync("CN=second");
    }

    [Fact]
    public async Task Certificate_BehindLinks_IsFollowedWhereTheyAreSwapped()
    {
        TestCertificate.Write(Directory.CreateDirectory(Path.Combine(_folder, "..1")).FullName, "first");
        TestCertificate.Write(Directory.CreateDirectory(Path.Combine(_folder, "..2")).FullName, "second");
        var data = Path.Combine(_folder, "..data");
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(Certificate, Path.Combine("..data", "tls.crt"));
        File.CreateSymbolicLink(Key, Path.Combine("..data", "tls.key"));
        await StartAsync();
        Assert.Equal("CN=first", (await AskAsync(HttpVersion.Version20)).Subject);

        // As kubelet does it: one rename over the link.
        Directory.CreateSymbolicLink(data + ".new", "..2");
        using var rename = Process.Start("mv", ["-T", data + ".new", data]);
        await rename.WaitForExitAsync(TestContext.Current.CancellationToken);

        await UntilAsync("CN=second");
    }

    private async Task StartAsync()
    {
        var program = EnvoyProgram.TryFind();
        Assert.SkipWhen(program is null, "envoy is not on PATH");
        var certificate = new EnvoyCertificate(Certificate, Key, Path.Combine(_folder, "secret.yaml"));
        var bootstrap = new EnvoyBootstrap
        {
            NodeId = "tls",
            ControlPlane = [new("127.0.0.1", FreePort.Take())],
            Certificate = certificate,
            FrontDoors = [new("ws-order", FreePort.Take(), new("127.0.0.1", FreePort.Take()), [], _port)],
        };
        await File.WriteAllTextAsync(certificate.SecretPath, EnvoyBootstrap.WriteSecret(certificate), TestContext.Current.CancellationToken);
        var file = Path.Combine(_folder, "bootstrap.yaml");
        await File.WriteAllTextAsync(file, bootstrap.Write(), TestContext.Current.CancellationToken);
        _envoy = LeashedProcess.Start(program, ["-c", file, "--disable-hot-restart", "--log-level", "warning"]);
    }

    private async Task UntilAsync(string subject)
    {
        using var limit = new CancellationTokenSource(s_patience);
        while ((await AskAsync(HttpVersion.Version20)).Subject != subject)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    // Each time on a connection of its own. The proxy itself answers here.
    private async Task<(string? Subject, Version Version)> AskAsync(Version version)
    {
        string? subject = null;
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => (subject = certificate!.Subject) is not null },
        };
        using var http = new HttpClient(handler);
        using var limit = new CancellationTokenSource(s_patience);
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"https://127.0.0.1:{_port}/envoy/healthz") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
                using var answer = await http.SendAsync(request, limit.Token);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                return (subject, answer.Version);
            }
            catch (HttpRequestException) when (!_envoy!.HasExited)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }
}
