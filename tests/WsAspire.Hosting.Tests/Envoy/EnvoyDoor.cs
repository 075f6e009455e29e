using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using WsAspire.Hosting.Envoy;
using WsAspire.Hosting.Ports;
using WsAspire.Testing;

namespace WsAspire.Hosting.Tests.Envoy;

/// <summary>A real Envoy before a service that answers what it was sent. The service is found by its name, and there is no control plane.</summary>
public sealed class EnvoyDoor : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly string _folder = TestFolder.Create("envoy");
    private readonly int _port = FreePort.Take();
    private WebApplication? _service;
    private LeashedProcess? _envoy;

    /// <summary>What Envoy printed.</summary>
    public string Output => _envoy!.Output;

    /// <summary>From Envoy's start to its first answer.</summary>
    public TimeSpan StartTime { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (EnvoyProgram.TryFind() is not { } program)
        {
            return;
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _service = builder.Build();
        _service.Run(http => http.Response.WriteAsync($"branch={http.Request.Headers["branch"]} trace-branch={http.Request.Headers["trace-branch"]} path={http.Request.Path}"));
        await _service.StartAsync();
        var bootstrap = new EnvoyBootstrap
        {
            NodeId = "door",
            ControlPlane = [new("127.0.0.1", FreePort.Take())],
            FrontDoors = [new("ws-order", _port, new("localhost", new Uri(_service.Urls.Single()).Port), [])],
        };
        var file = Path.Combine(_folder, "bootstrap.yaml");
        await File.WriteAllTextAsync(file, bootstrap.Write());
        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        _envoy = LeashedProcess.Start(program, ["-c", file, "--disable-hot-restart", "--log-level", "warning", "--file-flush-interval-msec", "100"]);
        while (true)
        {
            try
            {
                if ((await AskAsync("")).StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
                {
                    StartTime = System.Diagnostics.Stopwatch.GetElapsedTime(since);
                    return;
                }
            }
            catch (SocketException) when (!_envoy.HasExited && System.Diagnostics.Stopwatch.GetElapsedTime(since) < s_patience)
            {
                await Task.Delay(10);
            }
        }
    }

    /// <summary>Asks over HTTP/1.1; the head is written as it is.</summary>
    /// <param name="headers">Lines that end with CR LF.</param>
    /// <param name="path">Path and query.</param>
    public async Task<string> AskAsync(string headers, string path = "/x")
    {
        Assert.SkipWhen(_service is null, "envoy is not on PATH");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _port);
        await socket.SendAsync(Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n"));
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_envoy is not null)
        {
            await _envoy.DisposeAsync();
        }

        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
