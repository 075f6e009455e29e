using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using WsAspire.Testing;

namespace WsGateway.Tests.Hosts;

/// <summary>The gateway as a process, with one door for ws-order.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly LeashedProcess _process;
    private readonly string _scheme;

    private Gateway(int port, string scheme, LeashedProcess process)
    {
        Port = port;
        _scheme = scheme;
        _process = process;
        Http2 = Create(new Version(2, 0));
        Http1 = Create(new Version(1, 1));
    }

    /// <summary>Where its door is.</summary>
    public int Port { get; }

    /// <summary>Where its door is.</summary>
    public Uri Address => new($"{_scheme}://127.0.0.1:{Port}");

    /// <summary>A client that speaks HTTP/2.</summary>
    public HttpClient Http2 { get; }

    /// <summary>A client that speaks HTTP/1.1.</summary>
    public HttpClient Http1 { get; }

    /// <summary>Whose certificate the last new connection saw.</summary>
    public string? Subject { get; private set; }

    /// <summary>What it printed.</summary>
    public string Output => _process.Output;

    /// <summary>Starts it, and waits until its door answers.</summary>
    /// <param name="plane">The control plane; null for none.</param>
    /// <param name="static">What serves while nothing is known; null for nothing.</param>
    /// <param name="settings">More configuration, by the names of environment variables.</param>
    public static Task<Gateway> StartAsync(ControlPlane? plane, BackEnd? @static = null, params (string Name, string Value)[] settings) => StartAsync(plane?.Address, @static, settings);

    /// <summary>The same, with the address of the control plane.</summary>
    public static async Task<Gateway> StartAsync(Uri? plane, BackEnd? @static = null, params (string Name, string Value)[] settings)
    {
        var port = ServiceProcess.FreePort();
        var names = settings.Select(setting => setting.Name).ToList();
        var scheme = names.Contains("Gateway__Certificate") && !names.Contains("Gateway__FrontDoors__0__TlsPort") ? "https" : "http";
        var gateway = new Gateway(port, scheme, Run(port, plane, @static, settings));
        await Wait.UntilUpAsync(gateway.IsUpAsync);
        return gateway;
    }

    /// <summary>Starts the program.</summary>
    public static LeashedProcess Run(int port, Uri? plane, BackEnd? @static, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?>
        {
            ["Gateway__FrontDoors__0__Service"] = "ws-order",
            ["Gateway__FrontDoors__0__Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Gateway__FrontDoors__0__Endpoint"] = @static?.Address.ToString(),
            ["Gateway__FrontDoors__0__Reads__0"] = "/ws.tests.calls.CallService/Unary",
            ["Branching__ControlPlanes"] = plane?.ToString(),
            ["Branching__Token"] = ControlPlane.Token,
            ["Shutdown__Delay"] = "00:00:00",
            ["Shutdown__DrainTimeout"] = "00:00:05",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return ServiceProcess.Run("WsGateway", [], environment);
    }

    /// <summary>Sends a GET, and tells status and body.</summary>
    public async Task<(int Status, string Body)> GetAsync(string? branch, string path = "/")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = new Version(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (branch is not null)
        {
            request.Headers.TryAddWithoutValidation("branch", branch);
        }

        using var answer = await Http2.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until a branch is served by an instance of this name.</summary>
    public Task ServesAsync(string? branch, string name) => Wait.UntilAsync(() => GetAsync(branch), answer => answer == (200, name));

    /// <summary>Asks over HTTP/1.1; the head is written as it is.</summary>
    /// <param name="headers">Lines that end with CR LF.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="method">The method.</param>
    public async Task<string> AskAsync(string headers, string path = "/x", string method = "GET")
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.Latin1.GetBytes($"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n"));
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Makes a new connection, and closes it.</summary>
    public async Task ConnectAsync()
    {
        using var client = Create(new Version(1, 1));
        using var answer = await client.GetAsync(GatewayOptions.Probe, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http1.Dispose();
        Http2.Dispose();
        await _process.DisposeAsync();
    }

    // Each test makes its own certificate, and looks at it itself.
    private HttpClient Create(Version version)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => Seen(certificate) } };
        return new HttpClient(handler) { BaseAddress = Address, DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    private bool Seen(X509Certificate? certificate)
    {
        Subject = certificate?.Subject;
        return true;
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            using var answer = await Http1.GetAsync(GatewayOptions.Probe, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (!_process.HasExited)
        {
            return false;
        }
    }
}
