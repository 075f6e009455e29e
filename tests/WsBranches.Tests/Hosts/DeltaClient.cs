using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using WsAspire.Branching.Xds;
using Metadata = Grpc.Core.Metadata;

namespace WsBranches.Tests.Hosts;

/// <summary>A proxy's side of delta ADS, one message at a time.</summary>
internal sealed class DeltaClient(ChannelBase channel, Metadata? credentials = null) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private readonly AsyncDuplexStreamingCall<DeltaDiscoveryRequest, DeltaDiscoveryResponse> _call =
        new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel).DeltaAggregatedResources(credentials ?? ControlPlane.Credentials);

    /// <summary>Asks for all clusters, as the first message of a stream.</summary>
    public Task WantClustersAsync(Dictionary<string, string>? held = null, string id = "a-proxy") =>
        SendAsync(new DeltaDiscoveryRequest { Node = new Node { Id = id }, TypeUrl = TypeUrls.Cluster, InitialResourceVersions = { held ?? [] } });

    /// <summary>Asks for endpoints.</summary>
    public Task WantEndpointsAsync(string[] names, Dictionary<string, string>? held = null) =>
        SendAsync(new DeltaDiscoveryRequest { TypeUrl = TypeUrls.Endpoints, ResourceNamesSubscribe = { names }, InitialResourceVersions = { held ?? [] } });

    /// <summary>Takes a response, or refuses it where a text is given.</summary>
    public Task AnswerAsync(DeltaDiscoveryResponse response, string? error = null) => SendAsync(new DeltaDiscoveryRequest
    {
        TypeUrl = response.TypeUrl,
        ResponseNonce = response.Nonce,
        ErrorDetail = error is null ? null : new Google.Rpc.Status { Code = 13, Message = error },
    });

    public Task SendAsync(DeltaDiscoveryRequest request) => _call.RequestStream.WriteAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Reads the next response, and takes it.</summary>
    public async Task<DeltaDiscoveryResponse> ReadAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_patience);
        Assert.True(await _call.ResponseStream.MoveNext(limit.Token));
        await AnswerAsync(_call.ResponseStream.Current);
        return _call.ResponseStream.Current;
    }

    /// <summary>Reads until all that is asked of it is there; what comes is merged by name, null is removed.</summary>
    public async Task<Dictionary<string, string?>> ReadUntilAsync(Func<Dictionary<string, string?>, bool> isAll)
    {
        Dictionary<string, string?> versions = [];
        while (!isAll(versions))
        {
            Merge(await ReadAsync(), versions);
        }

        return versions;
    }

    public void Dispose() => _call.Dispose();

    private static void Merge(DeltaDiscoveryResponse response, Dictionary<string, string?> versions)
    {
        foreach (var resource in response.Resources)
        {
            versions[resource.Name] = resource.Version;
        }

        foreach (var name in response.RemovedResources)
        {
            versions[name] = null;
        }
    }
}
