using Microsoft.AspNetCore.Http.Features;
using WsGateway.Access;
using WsGateway.Doors;
using WsGateway.Routing;

namespace WsGateway.Proxy;

/// <summary>One request on its way: the forwarder sends it by this, and this sends it to one instance after another until one answers.</summary>
internal sealed class ForwardCall : HttpMessageInvoker
{
    private const int MaxRepeats = 2;
    private const int MaxConnects = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);
    private static readonly HttpMessageHandler s_none = new SocketsHttpHandler();
    private static readonly UriCreationOptions s_asItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly Upstreams _upstreams;
    private readonly FrontDoor _door;
    private readonly ClusterSettings _settings;
    private readonly bool _isRead;
    private readonly string _target;
    private readonly TimeSpan _patience;
    private readonly RepeatableBody? _body;
    private readonly CancellationTokenSource _cut = new();
    private readonly List<Instance> _tried = [];
    private CancellationTokenRegistration _silence;
    private BranchCluster _cluster;
    private Instance? _watched;
    private bool _hasAnswer;

    /// <summary>Makes the call of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="entry">Its line in the log.</param>
    /// <param name="upstreams">The connections.</param>
    /// <param name="door">Where it came in.</param>
    /// <param name="cluster">What serves it.</param>
    /// <param name="isRead">Whether it changes nothing.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="patience">Time from the end of the request to the beginning of the answer.</param>
    public ForwardCall(HttpContext context, AccessEntry entry, Upstreams upstreams, FrontDoor door, BranchCluster cluster, bool isRead, string target, TimeSpan patience)
        : base(s_none, disposeHandler: false)
    {
        Entry = entry;
        _upstreams = upstreams;
        _door = door;
        _cluster = cluster;
        _settings = cluster.Settings;
        _isRead = isRead;
        _target = target;
        _patience = _settings.Watches ? patience : Timeout.InfiniteTimeSpan;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            _body = new RepeatableBody(context.Request.Body, BeginPatience);
            context.Features.Set<IHttpRequestBodyDetectionFeature>(BodilessRequest.Instance);
        }
        else
        {
            BeginPatience();
        }
    }

    /// <summary>Its line in the log.</summary>
    public AccessEntry Entry { get; }

    /// <summary>What serves it, as the control plane names it.</summary>
    public string ClusterName => _cluster.Name;

    /// <summary>How it failed.</summary>
    public Failure Failure { get; private set; }

    /// <summary>Ends it: nothing more is to be expected.</summary>
    public CancellationToken Cut => _cut.Token;

    public override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_body is not null)
        {
            request.Content = new RepeatableContent(_body, request.Content);
        }

        // What a silent instance has of it is still in use when the next one gets it.
        for (var next = request; ; next = Failure is Failure.Silent ? Copy(request) : next)
        {
            var endpoint = Choose();
            if (endpoint is null)
            {
                Failure = Failure is Failure.None ? Failure.NoInstance : Failure;
                throw new HttpRequestException("There is no instance that could be asked.");
            }

            HttpResponseMessage? response;
            try
            {
                response = await SendAsync(next, endpoint, cancellationToken);
            }
            catch (Exception exception) when (MayGoOn(exception, endpoint.Instance, cancellationToken))
            {
                await PauseAsync(cancellationToken);
                continue;
            }

            if (response is not null)
            {
                return response;
            }

            if (!MayGoOn(Failure.Silent, endpoint.Instance))
            {
                throw new HttpRequestException("The instance fell silent.");
            }
        }
    }

    /// <summary>Ends what is left of it.</summary>
    public async ValueTask EndAsync()
    {
        await _silence.DisposeAsync();
        _watched?.Leave();
        if (_body is not null)
        {
            await _body.DisposeAsync();
        }

        _cut.Dispose();
    }

    /// <summary>The answer broke off.</summary>
    public void BreakOff()
    {
        if (_hasAnswer && _settings.Ejects && Failure == Failure.None)
        {
            Failure = Failure.Lost;
            _tried[^1].Eject(OutReason.Lost);
        }
    }

    private void BeginPatience()
    {
        if (!_hasAnswer && _patience != Timeout.InfiniteTimeSpan)
        {
            _cut.CancelAfter(_patience);
        }
    }

    private BranchEndpoint? Choose()
    {
        // The branch may have gone since the last attempt.
        if (!_cluster.IsServing && _door.Find(Entry.BranchAsked) is { } other)
        {
            _cluster = other;
        }

        // Where each was tried, another than the last is asked once more, else that one: a machine that is busy takes a connection late.
        var endpoints = _cluster.Endpoints;
        return endpoints.Choose(_settings.Ejects, _tried)
            ?? (_tried.Count == 0 ? null : endpoints.Choose(_settings.Ejects, [_tried[^1]]) ?? endpoints.Choose(_settings.Ejects, []));
    }

    // Null where the instance fell silent.
    private async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage request, BranchEndpoint endpoint, CancellationToken cancellationToken)
    {
        var instance = endpoint.Instance;
        Entry.Attempts++;
        Entry.Upstream = instance.Address;
        Entry.BranchServed = endpoint.Branch;
        _tried.Add(instance);
        request.RequestUri = new Uri($"http://{instance.Address}{_target}", s_asItIs);
        var invoker = _upstreams.For(_settings.Watches);
        if (!_settings.Watches)
        {
            var unwatched = await invoker.SendAsync(request, cancellationToken);
            TakeAnswer(instance);
            return unwatched;
        }

        _watched?.Leave();
        _watched = instance;
        instance.Enter();
        var silence = instance.Silence;
        var response = await WatchedAttempt.SendAsync(invoker, request, silence, cancellationToken);
        if (response is not null)
        {
            TakeAnswer(instance);
            _silence = silence.UnsafeRegister(static call => ((ForwardCall)call!).FallSilent(), this);
        }

        return response;
    }

    private HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, (Uri?)null)
        {
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
            Content = _body is null ? null : new RepeatableContent(_body, request.Content),
        };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }

    private void TakeAnswer(Instance instance)
    {
        instance.Answered();
        _hasAnswer = true;
        Failure = Failure.None;
        _cut.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    // After the beginning of the answer: the rest will not come.
    private void FallSilent()
    {
        Failure = Failure.Silent;
        _cut.Cancel();
    }

    private bool MayGoOn(Exception exception, Instance instance, CancellationToken cancellationToken)
    {
        var failure = _body?.Fault is not null ? Failure.Caller
            : cancellationToken.IsCancellationRequested ? Failure.Timeout
            : Failures.Of(exception);
        return MayGoOn(failure, instance, exception);
    }

    private bool MayGoOn(Failure failure, Instance instance, Exception? exception = null)
    {
        Failure = failure;
        Log.AttemptFailed(_upstreams.Logger, Entry.RequestId, instance.Address, failure, exception);
        if (_settings.Ejects && failure.Blames() is { } reason)
        {
            instance.Eject(reason, _settings.EjectionTime);
        }

        return _settings.Repeats
            && failure.MayRepeat(_isRead)
            && _tried.Count <= (failure == Failure.Connect ? MaxConnects : MaxRepeats)
            && (_body?.CanRepeat ?? true);
    }

    private Task PauseAsync(CancellationToken cancellationToken) => Failure is Failure.Connect && _tried.Count <= MaxRepeats
        ? Task.CompletedTask
        : Task.Delay(s_pause * Random.Shared.NextDouble(), cancellationToken);
}
