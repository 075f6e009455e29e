using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ws.Branches.V1;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Branching;

/// <summary>A control plane that keeps what instances tell it: a real server on a port that stays the same when it is started again.</summary>
public sealed class ControlPlaneServer : IAsyncDisposable
{
    private readonly string _token;
    private readonly IPAddress _ip;
    private WebApplication? _app;

    private ControlPlaneServer(string token, IPAddress ip, int port) => (_token, _ip, Port) = (token, ip, port);

    public int Port { get; }

    public string Address => $"http://{_ip}:{Port}";

    /// <summary>Each request of each stream; null is the end of one.</summary>
    public Channel<RegisterRequest?> Requests { get; } = Channel.CreateUnbounded<RegisterRequest?>();

    /// <summary>Refusals because of the token.</summary>
    public ConcurrentQueue<string?> Refused { get; } = [];

    public static async Task<ControlPlaneServer> StartAsync(string token = "secret", string ip = "127.0.0.1", int port = 0)
    {
        var server = new ControlPlaneServer(token, IPAddress.Parse(ip), port == 0 ? ServiceProcess.FreePort() : port);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(_ip, Port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _app = builder.Build();
        _app.MapGrpcService<Registry>();
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await _app.StopAsync(now.Token);
            await _app.DisposeAsync();
            _app = null;
        }
    }

    /// <summary>Waits for the next request that says something of the instance.</summary>
    public async Task<Instance> NextInstanceAsync(Func<Instance, bool>? isIt = null)
    {
        while (true)
        {
            if (await NextAsync() is { Instance: { } instance } && isIt?.Invoke(instance) != false)
            {
                return instance;
            }
        }
    }

    /// <summary>Waits for the next request, or end.</summary>
    public async Task<RegisterRequest?> NextAsync() =>
        await Requests.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await StopAsync();

    private sealed class Registry(ControlPlaneServer server) : RegistrationService.RegistrationServiceBase
    {
        public override async Task Register(IAsyncStreamReader<RegisterRequest> requestStream, IServerStreamWriter<RegisterResponse> responseStream, ServerCallContext context)
        {
            var authorization = context.RequestHeaders.GetValue("authorization");
            if (authorization != $"Bearer {server._token}")
            {
                server.Refused.Enqueue(authorization);
                throw new RpcException(new Status(StatusCode.Unauthenticated, "the token is another"));
            }

            try
            {
                await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
                {
                    server.Requests.Writer.TryWrite(request);
                    if (request.Instance is not null)
                    {
                        await responseStream.WriteAsync(new RegisterResponse { ControlPlane = "test-plane", SilenceLimitMs = 3000 });
                    }
                }
            }
            finally
            {
                server.Requests.Writer.TryWrite(null);
            }
        }
    }
}
