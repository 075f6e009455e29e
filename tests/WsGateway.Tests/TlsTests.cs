using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WsAspire.Testing;
using WsGateway.Tests.Hosts;

namespace WsGateway.Tests;

/// <summary>Doors with a certificate, and its change while they are open.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _folder = TestFolder.Create("tls");

    private string Certificate => Path.Combine(_folder, "tls.crt");

    private string Key => Path.Combine(_folder, "tls.key");

    private (string, string)[] Settings => [("Gateway__Certificate", Certificate), ("Gateway__CertificateKey", Key)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Door_WithACertificate_SpeaksBothVersionsOfHttp_AndTakesOverAnother()
    {
        Write("first");
        await using var service = await BackEnd.StartAsync("static");
        await using var gateway = await Gateway.StartAsync(default(Uri), service, Settings);
        Assert.Equal("CN=first", gateway.Subject);

        Assert.Equal((200, "static"), await gateway.GetAsync(null));
        Assert.Equal("static", await gateway.Http1.GetStringAsync("/", TestContext.Current.CancellationToken));
        var (_, told) = await gateway.GetAsync(null, "/told");
        Assert.Contains("x-forwarded-proto: https\n", told, StringComparison.OrdinalIgnoreCase);

        await File.WriteAllTextAsync(Certificate, "broken", TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => gateway.Output.Contains("The certificate before stays", StringComparison.Ordinal));
        Assert.Equal("CN=first", await SubjectAsync(gateway));

        Write("second");
        await Wait.UntilAsync(() => SubjectAsync(gateway), subject => subject == "CN=second");
    }

    [Fact]
    public async Task Door_WithAPortForTls_SpeaksCleartextAtTheOther_AndTellsTheServiceWhich()
    {
        Write("first");
        var port = ServiceProcess.FreePort();
        await using var service = await BackEnd.StartAsync("static");
        await using var gateway = await Gateway.StartAsync(default(Uri), service, [.. Settings, ("Gateway__FrontDoors__0__TlsPort", $"{port}")]);

        Assert.Contains("x-forwarded-proto: http\n", (await gateway.GetAsync(null, "/told")).Body, StringComparison.OrdinalIgnoreCase);
        foreach (var version in (Version[])[new(1, 1), new(2, 0)])
        {
            using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.Subject == "CN=first" } });
            using var request = new HttpRequestMessage(HttpMethod.Get, $"https://127.0.0.1:{port}/told") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(version, answer.Version);
            Assert.Contains("x-forwarded-proto: https\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Certificate_BehindLinks_IsFollowedWhereTheyAreSwapped()
    {
        Write("first", "..1");
        Write("second", "..2");
        var data = Path.Combine(_folder, "..data");
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(Certificate, Path.Combine("..data", "tls.crt"));
        File.CreateSymbolicLink(Key, Path.Combine("..data", "tls.key"));
        await using var service = await BackEnd.StartAsync("static");
        await using var gateway = await Gateway.StartAsync(default(Uri), service, Settings);
        Assert.Equal("CN=first", gateway.Subject);

        Directory.CreateSymbolicLink(data + ".new", "..2");
        Directory.Delete(data);
        Directory.Move(data + ".new", data);

        await Wait.UntilAsync(() => SubjectAsync(gateway), subject => subject == "CN=second");
    }

    [Fact]
    public async Task Start_WithACertificateThatIsNone_IsRefused_WithBothKeysNamed()
    {
        await File.WriteAllTextAsync(Certificate, "broken", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Key, "broken", TestContext.Current.CancellationToken);
        await using var process = Gateway.Run(ServiceProcess.FreePort(), plane: null, @static: null, Settings);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains($"Gateway:Certificate = \"{Certificate}\", Gateway:CertificateKey = \"{Key}\": ", process.Output, StringComparison.Ordinal);
    }

    // A connection of its own.
    private static async Task<string?> SubjectAsync(Gateway gateway)
    {
        await gateway.ConnectAsync();
        return gateway.Subject;
    }

    private void Write(string name, string folder = ".")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        Directory.CreateDirectory(Path.Combine(_folder, folder));
        File.WriteAllText(Path.Combine(_folder, folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
