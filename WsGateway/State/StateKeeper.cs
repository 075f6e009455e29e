using Google.Protobuf;
using Microsoft.Extensions.Options;
using WsAspire.Branching.Xds;
using WsGateway.Xds;

namespace WsGateway.State;

/// <summary>Takes over the state of the last run at the start, and keeps what changes, some changes at a time.</summary>
internal sealed class StateKeeper : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(0.5);

    private readonly string? _path;
    private readonly HeldResources _held;
    private readonly RoutingUpdater _updater;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private bool _isDue;
    private bool _isFailing;

    public StateKeeper(IOptions<GatewayOptions> options, HeldResources held, RoutingUpdater updater, TimeProvider time, ILogger<StateKeeper> logger)
    {
        _path = string.IsNullOrEmpty(options.Value.StateFile) ? null : Path.GetFullPath(options.Value.StateFile);
        _held = held;
        _updater = updater;
        _logger = logger;
        _timer = time.CreateTimer(static self => ((StateKeeper)self!).Write(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_path is not null)
        {
            Load(_path);
            _held.Changed += OnChanged;
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        _held.Changed -= OnChanged;
        Write();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer.Dispose();

    private void Load(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            // Endpoints need their clusters.
            foreach (var resource in StateFile.Read(path).OrderBy(resource => resource.Resource_.TypeUrl == TypeUrls.Endpoints))
            {
                _updater.Set(resource);
            }

            Log.StateLoaded(_logger, path, _held.VersionsOf(TypeUrls.Cluster).Count);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidProtocolBufferException or IOException or UnauthorizedAccessException)
        {
            Log.StateIgnored(_logger, path, exception.Message);
        }
    }

    private void OnChanged()
    {
        lock (_lock)
        {
            if (!_isDue)
            {
                _isDue = true;
                _timer.Change(s_pause, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Write()
    {
        lock (_lock)
        {
            if (!_isDue)
            {
                return;
            }

            _isDue = false;
            try
            {
                StateFile.Write(_path!, _held.All);
                _isFailing = false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (!_isFailing)
                {
                    _isFailing = true;
                    Log.StateNotKept(_logger, _path!, exception.Message);
                }
            }
        }
    }
}
