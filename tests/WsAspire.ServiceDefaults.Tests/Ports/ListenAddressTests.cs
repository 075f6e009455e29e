using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Ports;

public sealed class ListenAddressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://127.0.0.1:{0}", "http://127.0.0.1:{0}")]
    [InlineData("http://localhost:{0}", "http://127.0.0.1:{0} http://[::1]:{0}")]
    [InlineData("http://+:{0}", "http://[::]:{0}")]
    [InlineData("http://*:{0}", "http://[::]:{0}")]
    [InlineData("http://[::1]:{0}", "http://[::1]:{0}")]
    [InlineData("http://127.0.0.1:{0};http://127.0.0.2:{0}", "http://127.0.0.1:{0} http://127.0.0.2:{0}")]
    public async Task Urls_EachKind_AnswersBothProtocolsAndIsShownOnce(string urls, string shown)
    {
        var port = ServiceProcess.FreePort();
        await using var service = await SampleService.StartAsync(["--urls", Fill(urls, port)], null);

        Assert.Equal(Fill(shown, port).Split(' '), service.Addresses);
        Assert.Equal(service.Addresses.Count, service.Logs.Lines.Count(line => line.Message.StartsWith("Now listening", StringComparison.Ordinal)));
        foreach (var address in service.Addresses)
        {
            await AnswersBothAsync(address.Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
        }

        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Urls_Port0_ShowsTheRealPort()
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0"], null);

        Assert.NotEqual(0, service.Port);
        await AnswersBothAsync(Assert.Single(service.Addresses));
    }

    [Fact]
    public async Task HttpPorts_Set_AnswersBothProtocols()
    {
        var port = ServiceProcess.FreePort();
        await using var service = await SampleService.StartAsync(["--HTTP_PORTS", $"{port}"], null);

        Assert.Equal([$"http://[::]:{port}"], service.Addresses);
        await AnswersBothAsync($"http://127.0.0.1:{port}");
    }

    [Fact]
    public async Task AddressAddedInCode_AnswersBothProtocols()
    {
        var port = ServiceProcess.FreePort();
        await using var service = await SampleService.StartAsync([], null, map: app => app.Urls.Add($"http://127.0.0.1:{port}"));

        await AnswersBothAsync(Assert.Single(service.Addresses));
    }

    [Fact]
    public async Task KestrelEndpoints_WithoutProtocols_AnswerBoth_AndWithProtocolsStay()
    {
        var (both, http2) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        await using var service = await SampleService.StartAsync(
            ["--Kestrel:Endpoints:Main:Url", $"http://127.0.0.1:{both}", "--Kestrel:Endpoints:Grpc:Url", $"http://127.0.0.1:{http2}", "--Kestrel:Endpoints:Grpc:Protocols", "Http2"], null);

        Assert.Equal(new HashSet<string> { $"http://127.0.0.1:{both}", $"http://127.0.0.1:{http2}" }, [.. service.Addresses]);
        await AnswersBothAsync($"http://127.0.0.1:{both}");
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync($"http://127.0.0.1:{http2}", HttpVersion.Version11));
        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task EndpointInCode_AloneOrBesideAnAddress_StaysAsItIs()
    {
        var port = ServiceProcess.FreePort();
        void ListenInCode(WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));

        await using (var alone = await SampleService.StartAsync([], null, ListenInCode))
        {
            Assert.Equal([$"http://127.0.0.1:{port}"], alone.Addresses);
        }

        await using var beside = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0"], null, ListenInCode);
        Assert.Equal(2, beside.Addresses.Count);
        Assert.Contains($"http://127.0.0.1:{port}", beside.Addresses);
    }

    [Fact]
    public async Task Https_BesideHttp_StaysKestrelsOwn()
    {
        using var certificate = SelfSigned.Create();
        await using var service = await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0;https://127.0.0.1:0"],
            null,
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate)));

        Assert.Equal(["http", "https"], service.Addresses.Select(address => new Uri(address).Scheme).Order());
        await AnswersBothAsync(service.Addresses.Single(address => address.StartsWith("http:", StringComparison.Ordinal)));
        await AnswersBothAsync(service.Addresses.Single(address => address.StartsWith("https:", StringComparison.Ordinal)), certificate);
    }

    [Fact]
    public async Task KestrelEndpoints_HttpsBesideHttp_KeepsAlpn()
    {
        using var certificate = SelfSigned.Create();
        var (http, https) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        await using var service = await SampleService.StartAsync(
            ["--Kestrel:Endpoints:Main:Url", $"http://127.0.0.1:{http}", "--Kestrel:Endpoints:Secure:Url", $"https://127.0.0.1:{https}"],
            null,
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(secure => secure.ServerCertificate = certificate)));

        Assert.Equal(new HashSet<string> { $"http://127.0.0.1:{http}", $"https://127.0.0.1:{https}" }, [.. service.Addresses]);
        await AnswersBothAsync($"http://127.0.0.1:{http}");
        await AnswersBothAsync($"https://127.0.0.1:{https}", certificate);
        Assert.Equal(SslApplicationProtocol.Http2, await NegotiateAsync(https, certificate, SslApplicationProtocol.Http2, SslApplicationProtocol.Http11));
        Assert.Equal(SslApplicationProtocol.Http11, await NegotiateAsync(https, certificate, SslApplicationProtocol.Http11));
    }

    [Fact]
    public async Task UnixSocket_BesideHttp_StaysKestrelsOwn()
    {
        var folder = Directory.CreateTempSubdirectory("ws-unix-");
        try
        {
            var path = Path.Combine(folder.FullName, "s");
            await using var service = await SampleService.StartAsync(["--urls", $"http://127.0.0.1:0;http://unix:{path}"], null);
            using var handler = new SocketsHttpHandler
            {
                ConnectCallback = async (_, token) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            };
            using var client = new HttpClient(handler);

            Assert.EndsWith("HTTP/1.1", await client.GetStringAsync(new Uri("http://unix/peer"), Token), StringComparison.Ordinal);
            await AnswersBothAsync(service.Addresses.Single(address => !address.Contains("unix", StringComparison.Ordinal)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Address_InUse_RefusesTheStartAndNamesIt()
    {
        await using var first = await SampleService.StartAsync();

        var exception = await Assert.ThrowsAsync<IOException>(() => SampleService.StartAsync(["--urls", $"http://127.0.0.1:{first.Port}"], null));

        Assert.Contains($"http://127.0.0.1:{first.Port}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Localhost_WithPort0_RefusesTheStart()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => SampleService.StartAsync(["--urls", "http://localhost:0"], null));

        Assert.Contains("localhost", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2)]
    [InlineData(null)]
    public async Task OnePort_Disabled_IsKestrelAloneAndThatRefusesHttp2(HttpProtocols? protocols)
    {
        await using var service = await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0", "--OnePort:Enabled", "false"],
            null,
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = protocols ?? listen.Protocols)));

        var overHttp2 = await Record.ExceptionAsync(() => GetAsync(service.Addresses[0], HttpVersion.Version20));

        Assert.EndsWith("HTTP/1.1", await GetAsync(service.Addresses[0], HttpVersion.Version11), StringComparison.Ordinal);
        Assert.True(
            overHttp2 is HttpRequestException,
            "Kestrel itself answers HTTP/1.1 and HTTP/2 on a cleartext port now (dotnet/aspnetcore#56984). Delete the folder WsAspire.ServiceDefaults/Ports, and supersede docs/decisions/0004.");
    }

    private static async Task AnswersBothAsync(string address, X509Certificate2? certificate = null)
    {
        Assert.EndsWith("HTTP/1.1", await GetAsync(address, HttpVersion.Version11, certificate), StringComparison.Ordinal);
        Assert.EndsWith("HTTP/2", await GetAsync(address, HttpVersion.Version20, certificate), StringComparison.Ordinal);
    }

    private static async Task<string> GetAsync(string address, Version version, X509Certificate2? certificate = null)
    {
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate?.GetCertHashString() } };
        using var client = new HttpClient(handler) { DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        return await client.GetStringAsync(new Uri($"{address}/peer"), Token);
    }

    private static async Task<SslApplicationProtocol> NegotiateAsync(int port, X509Certificate2 certificate, params SslApplicationProtocol[] offered)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", ApplicationProtocols = [.. offered] }, Token);
        return tls.NegotiatedApplicationProtocol;
    }

    private static string Fill(string text, int port) => text.Replace("{0}", $"{port}", StringComparison.Ordinal);
}
