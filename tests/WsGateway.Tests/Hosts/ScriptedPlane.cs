using System.Threading.Channels;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WsGateway.Tests.Hosts;

/// <summary>A control plane on a real socket that says what the test says, also what the real one never would.</summary>
internal sealed class ScriptedPlane : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Stream> _streams;

    private ScriptedPlane(WebApplication app, Channel<Stream> streams)
    {
        _app = app;
        _streams = streams;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts it.</summary>
    public static async Task<ScriptedPlane> StartAsync()
    {
        var streams = Channel.CreateUnbounded<Stream>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(streams);
        var app = builder.Build();
        app.MapGrpcService<Service>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ScriptedPlane(app, streams);
    }

    /// <summary>The next stream that a proxy opens.</summary>
    public async Task<Stream> AcceptAsync() => await _streams.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>A proxy's stream.</summary>
    internal sealed class Stream(IAsyncStreamReader<DeltaDiscoveryRequest> requests, IServerStreamWriter<DeltaDiscoveryResponse> responses)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => _ended.Task;

        /// <summary>Reads what the proxy says next.</summary>
        public async Task<DeltaDiscoveryRequest> ReadAsync()
        {
            Assert.True(await requests.MoveNext(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10)));
            return requests.Current;
        }

        /// <summary>Says something.</summary>
        public Task WriteAsync(DeltaDiscoveryResponse response) => responses.WriteAsync(response);

        /// <summary>Ends the stream.</summary>
        public void End() => _ended.SetResult();
    }

    private sealed class Service(Channel<Stream> streams) : AggregatedDiscoveryService.AggregatedDiscoveryServiceBase
    {
        public override async Task DeltaAggregatedResources(
            IAsyncStreamReader<DeltaDiscoveryRequest> requestStream, IServerStreamWriter<DeltaDiscoveryResponse> responseStream, ServerCallContext context)
        {
            var stream = new Stream(requestStream, responseStream);
            await streams.Writer.WriteAsync(stream);
            await stream.Ended.WaitAsync(context.CancellationToken);
        }
    }
}
