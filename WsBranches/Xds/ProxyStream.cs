using System.Globalization;
using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using WsAspire.Branching.Xds;
using WsBranches.Registry;

namespace WsBranches.Xds;

/// <summary>A proxy's stream: what it asked for, what it was sent, what it said to that.</summary>
internal sealed class ProxyStream
{
    private readonly Lock _lock = new();
    private readonly AsyncSignal _signal = new();
    private readonly Warming _warming;
    private readonly TypeStream _clusters;
    private readonly TypeStream _endpoints;
    private readonly ControlPlane _identity;
    private long _nonce;

    public ProxyStream(ProxyIdentity proxy, ResourceView view, ControlPlane identity, string defaultBranch, Warming warming, TimeProvider time)
    {
        Proxy = proxy;
        View = view;
        _identity = identity;
        _warming = warming;
        bool IsFirst(string name) => ClusterName.TryParse(name, out _, out var branch) && branch == defaultBranch;
        var now = time.GetTimestamp();
        _clusters = new TypeStream(TypeUrls.Cluster, new Subscription(view.Clusters, isWildcard: true, IsFirst, now), new Acknowledgements(time));
        _endpoints = new TypeStream(TypeUrls.Endpoints, new Subscription(view.Endpoints, isWildcard: false, IsFirst, now), new Acknowledgements(time));
        view.Listen(_signal);
    }

    /// <summary>Whose stream it is.</summary>
    public ProxyIdentity Proxy { get; }

    /// <summary>What it is told.</summary>
    public ResourceView View { get; }

    /// <summary>Waits until there may be something to send.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _signal.WaitAsync(cancellationToken);

    /// <summary>Takes a request. Types that are not served are ignored.</summary>
    /// <returns>The refusal, if it is one.</returns>
    public Rejection? Apply(DeltaDiscoveryRequest request)
    {
        lock (_lock)
        {
            if (Find(request.TypeUrl) is not { } type)
            {
                return null;
            }

            var rejection = type.Answers.Receive(request);
            type.Subscription.Apply(request);
            _signal.Set();
            return rejection;
        }
    }

    /// <summary>Makes the next response: clusters before endpoints.</summary>
    /// <returns>Null when the proxy holds what there is.</returns>
    public OutgoingResponse? Next()
    {
        lock (_lock)
        {
            var isWarming = !_warming.IsOver;
            if (Next(_clusters, isWarming) is { } clusters)
            {
                // A cluster that is replaced waits for its endpoints, also where they are as they were.
                _endpoints.Subscription.Renew(clusters.Message.Resources.Select(resource => resource.Name));
                return clusters;
            }

            return Next(_endpoints, isWarming);
        }
    }

    /// <summary>Says how it stands, type by type: clusters, endpoints.</summary>
    public IReadOnlyList<T> Report<T>(Func<TypeStream, T> read)
    {
        lock (_lock)
        {
            return [read(_clusters), read(_endpoints)];
        }
    }

    /// <summary>Ends it.</summary>
    public void Close() => View.StopListening(_signal);

    private TypeStream? Find(string typeUrl) => typeUrl == _clusters.TypeUrl ? _clusters : typeUrl == _endpoints.TypeUrl ? _endpoints : null;

    private OutgoingResponse? Next(TypeStream type, bool isWarming)
    {
        if (type.Subscription.Next(isWarming) is not { } response)
        {
            return null;
        }

        response.TypeUrl = type.TypeUrl;
        response.Nonce = (++_nonce).ToString(CultureInfo.InvariantCulture);
        response.ControlPlane = _identity;
        type.Answers.Send(response);
        return new OutgoingResponse(response, type.Subscription.OldestChange);
    }
}
