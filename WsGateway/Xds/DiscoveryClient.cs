using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Branching;
using Metadata = Grpc.Core.Metadata;

namespace WsGateway.Xds;

/// <summary>Speaks to one of the control planes at a time, and to the next where that one is lost. What it said stays until another is heard.</summary>
internal sealed class DiscoveryClient(
    IOptionsMonitor<BranchingOptions> options, IOptions<GatewayOptions> gateway, RoutingUpdater updater, HeldResources held, TimeProvider time, ILogger<DiscoveryClient> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Backoff _backoff = new();
    private readonly HashSet<Uri> _unheard = [];
    private readonly Dictionary<Uri, bool> _troubles = [];
    private Task _running = Task.CompletedTask;

    /// <summary>The doors open when the branches are known, or a second later.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var planes = options.CurrentValue.ListControlPlanes();
        if (planes.Count == 0)
        {
            Log.NoControlPlane(logger);
            return;
        }

        _unheard.UnionWith(planes);
        _running = Task.Run(() => RunAsync(planes), CancellationToken.None);
        if (held.All.Count == 0)
        {
            await _begun.Task.WaitAsync(s_firstWait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _end.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _end.Dispose();

    private async Task RunAsync(IReadOnlyList<Uri> planes)
    {
        for (var i = 0; !_end.IsCancellationRequested; i = (i + 1) % planes.Count)
        {
            var status = await FollowAsync(planes[i]);
            if (_end.IsCancellationRequested)
            {
                return;
            }

            Tell(planes[i], status);
            _unheard.Remove(planes[i]);
            if (_unheard.Count == 0)
            {
                _begun.TrySetResult();
            }

            await Task.Delay(_backoff.Next(Random.Shared.NextDouble()), time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Each kind of trouble once, until it is over.
    private void Tell(Uri plane, Status status)
    {
        var isRefusal = status.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied;
        if (_troubles.TryGetValue(plane, out var wasRefusal) && wasRefusal == isRefusal)
        {
            return;
        }

        _troubles[plane] = isRefusal;
        if (isRefusal)
        {
            Log.NotAllowed(logger, plane, status.Detail);
        }
        else
        {
            Log.Lost(logger, plane, status.Detail);
        }
    }

    private async Task<Status> FollowAsync(Uri plane)
    {
        using var channel = GrpcChannel.ForAddress(plane, new GrpcChannelOptions { HttpHandler = CreateHandler(), DisposeHttpClient = true, LoggerFactory = NullLoggerFactory.Instance, MaxReceiveMessageSize = null });
        var headers = options.CurrentValue.Token is { } token ? new Metadata { { "authorization", $"Bearer {token}" } } : [];
        using var call = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel).DeltaAggregatedResources(headers, cancellationToken: _end.Token);
        try
        {
            var isNew = true;
            await new DiscoveryStream(call, updater, held, logger).FollowAsync(CreateNode(), Heard, _end.Token);
            return new Status(StatusCode.Unavailable, "it ended the stream");

            void Heard(bool isComplete)
            {
                if (isNew)
                {
                    isNew = false;
                    _backoff.Reset();
                    _troubles.Remove(plane);
                    Log.Connected(logger, plane);
                }

                if (isComplete)
                {
                    _begun.TrySetResult();
                }
            }
        }
        catch (RpcException exception)
        {
            return exception.Status;
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            // The stream ended while something was written to it.
            return new Status(StatusCode.Unavailable, exception.Message);
        }
    }

    private Node CreateNode() => new()
    {
        Id = gateway.Value.Node,
        Cluster = "ws",
        UserAgentName = "ws-gateway",
        UserAgentVersion = typeof(DiscoveryClient).Assembly.GetName().Version?.ToString(3) ?? "",
    };

    // One that hangs is given up.
    private static SocketsHttpHandler CreateHandler() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(1),
        KeepAlivePingDelay = TimeSpan.FromSeconds(1),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(1),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        ActivityHeadersPropagator = null,
        UseProxy = false,
    };
}
