using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using WsAspire.Branching.Xds;

namespace WsGateway.Xds;

/// <summary>One stream to a control plane: asks for all clusters, then for the endpoints of each, and takes or refuses what comes.</summary>
internal sealed class DiscoveryStream(AsyncDuplexStreamingCall<DeltaDiscoveryRequest, DeltaDiscoveryResponse> call, RoutingUpdater updater, HeldResources held, ILogger logger)
{
    private readonly HashSet<string> _subscribed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);

    /// <summary>Follows what the control plane says, until the stream ends.</summary>
    /// <param name="node">What this proxy says of itself.</param>
    /// <param name="heard">Is told after each response, with whether nothing is awaited any more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RpcException">The stream ended.</exception>
    public async Task FollowAsync(Node node, Action<bool> heard, CancellationToken cancellationToken)
    {
        var clusters = held.VersionsOf(TypeUrls.Cluster);
        await SendAsync(new DeltaDiscoveryRequest { Node = node, TypeUrl = TypeUrls.Cluster, InitialResourceVersions = { clusters } }, cancellationToken);
        if (clusters.Count > 0)
        {
            _subscribed.UnionWith(clusters.Keys);
            var endpoints = held.VersionsOf(TypeUrls.Endpoints);
            await SendAsync(new DeltaDiscoveryRequest { TypeUrl = TypeUrls.Endpoints, ResourceNamesSubscribe = { clusters.Keys }, InitialResourceVersions = { endpoints } }, cancellationToken);
        }

        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            await ApplyAsync(call.ResponseStream.Current, cancellationToken);
            heard(_awaited.Count == 0);
        }
    }

    private async Task ApplyAsync(DeltaDiscoveryResponse response, CancellationToken cancellationToken)
    {
        var (subscribe, unsubscribe, faults) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var resource in response.Resources)
        {
            try
            {
                updater.Set(resource);
            }
            catch (InvalidDataException exception)
            {
                faults.Add($"{resource.Name}: {exception.Message}");
                continue;
            }

            _awaited.Remove(resource.Name);
            if (response.TypeUrl == TypeUrls.Cluster && _subscribed.Add(resource.Name))
            {
                subscribe.Add(resource.Name);
            }
        }

        foreach (var name in response.RemovedResources)
        {
            updater.Remove(response.TypeUrl, name);
            _awaited.Remove(name);
            if (response.TypeUrl == TypeUrls.Cluster && _subscribed.Remove(name))
            {
                unsubscribe.Add(name);
            }
        }

        await AnswerAsync(response, faults, cancellationToken);
        if (subscribe.Count + unsubscribe.Count > 0)
        {
            _awaited.UnionWith(subscribe);
            await SendAsync(new DeltaDiscoveryRequest { TypeUrl = TypeUrls.Endpoints, ResourceNamesSubscribe = { subscribe }, ResourceNamesUnsubscribe = { unsubscribe } }, cancellationToken);
        }
    }

    private Task AnswerAsync(DeltaDiscoveryResponse response, List<string> faults, CancellationToken cancellationToken)
    {
        var answer = new DeltaDiscoveryRequest { TypeUrl = response.TypeUrl, ResponseNonce = response.Nonce };
        if (faults.Count > 0)
        {
            answer.ErrorDetail = new Google.Rpc.Status { Code = (int)StatusCode.InvalidArgument, Message = string.Join("; ", faults) };
            Log.Refused(logger, answer.ErrorDetail.Message);
        }

        return SendAsync(answer, cancellationToken);
    }

    private Task SendAsync(DeltaDiscoveryRequest request, CancellationToken cancellationToken) => call.RequestStream.WriteAsync(request, cancellationToken);
}
