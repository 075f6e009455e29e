using System.Diagnostics.Metrics;
using Envoy.Service.Discovery.V3;
using WsAspire.Branching.Xds;
using WsBranches.Registry;
using WsBranches.Xds;

namespace WsBranches;

/// <summary>Measures who is there and how proxies are told. No name of a branch is a label: there may be thousands.</summary>
internal sealed class BranchesMeter
{
    /// <summary>The meter of this program.</summary>
    public const string Name = "WsBranches";

    private const string Service = "service";
    private const string Type = "type";

    private readonly TimeProvider _time;
    private readonly Counter<long> _acks;
    private readonly Counter<long> _nacks;
    private readonly Counter<long> _sent;
    private readonly Histogram<double> _delay;

    public BranchesMeter(IMeterFactory meters, InstanceRegistry registry, ProxyStreams proxies, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        meter.CreateObservableUpDownCounter("ws.branches.instances", () => InstancesOf(registry), "{instance}", "Instances by service and state: ready, not-ready.");
        meter.CreateObservableUpDownCounter("ws.branches.branches", () => BranchesOf(registry), "{branch}", "Branches of a service that have an instance.");
        meter.CreateObservableUpDownCounter("ws.branches.proxies", () => proxies.Count, "{proxy}", "Proxies that are connected.");
        _acks = meter.CreateCounter<long>("ws.branches.acks", "{response}", "Responses that proxies took, by type of resource.");
        _nacks = meter.CreateCounter<long>("ws.branches.nacks", "{response}", "Responses that proxies refused, by type of resource.");
        _sent = meter.CreateCounter<long>("ws.branches.resources.sent", "{resource}", "Resources that were sent to proxies, removals among them, by type.");
        _delay = meter.CreateHistogram<double>("ws.branches.delay", "s", "Time from the oldest change that a response tells until it was written to a proxy.");
    }

    /// <summary>A proxy took or refused a response; other requests count nothing.</summary>
    public void Answered(DeltaDiscoveryRequest request)
    {
        if (request.ResponseNonce.Length > 0 && TypeOf(request.TypeUrl) is { } type)
        {
            (request.ErrorDetail is null ? _acks : _nacks).Add(1, new KeyValuePair<string, object?>(Type, type));
        }
    }

    /// <summary>A response was written.</summary>
    public void Sent(OutgoingResponse response)
    {
        var message = response.Message;
        _sent.Add(message.Resources.Count + message.RemovedResources.Count, new KeyValuePair<string, object?>(Type, TypeOf(message.TypeUrl)));
        if (response.OldestChange is { } changedAt)
        {
            _delay.Record(_time.GetElapsedTime(changedAt).TotalSeconds);
        }
    }

    // What others send as a type is no label, unless it is one that is served.
    private static string? TypeOf(string url) => url == TypeUrls.Cluster ? "cluster" : url == TypeUrls.Endpoints ? "endpoints" : null;

    private static IEnumerable<Measurement<int>> InstancesOf(InstanceRegistry registry) =>
        registry.Count().SelectMany(service => new[]
        {
            new Measurement<int>(service.Ready, new(Service, service.Service), new("state", "ready")),
            new Measurement<int>(service.NotReady, new(Service, service.Service), new("state", "not-ready")),
        });

    private static IEnumerable<Measurement<int>> BranchesOf(InstanceRegistry registry) =>
        registry.Count().Select(service => new Measurement<int>(service.Branches, new KeyValuePair<string, object?>(Service, service.Service)));
}
