using Envoy.Config.Core.V3;
using Envoy.Config.Endpoint.V3;
using Google.Protobuf.WellKnownTypes;

namespace WsGateway.Xds;

/// <summary>Reads the endpoints of a branch.</summary>
internal static class EndpointReader
{
    private const string Space = "ws";
    private const string Branch = "branch";
    private const uint MaxPort = 65535;

    /// <summary>Reads those that take requests, the first priority first.</summary>
    /// <exception cref="InvalidDataException">They can't be used; the text says why.</exception>
    public static IReadOnlyList<IReadOnlyList<ReadEndpoint>> Read(string name, ClusterLoadAssignment assignment) => assignment.ClusterName != name
        ? throw new InvalidDataException($"expected the endpoints of {name}, not of another cluster")
        : [.. assignment.Endpoints.GroupBy(group => group.Priority).OrderBy(priority => priority.Key).Select(IReadOnlyList<ReadEndpoint> (priority) => [.. priority.SelectMany(group => group.LbEndpoints).Where(IsUsable).Select(Read)])];

    private static bool IsUsable(LbEndpoint endpoint) => endpoint.HealthStatus is HealthStatus.Unknown or HealthStatus.Healthy or HealthStatus.Degraded;

    private static ReadEndpoint Read(LbEndpoint endpoint) =>
        endpoint.Endpoint?.Address?.SocketAddress is { Address.Length: > 0, PortValue: > 0 and <= MaxPort } socket && Uri.CheckHostName(socket.Address) != UriHostNameType.Unknown
            ? new ReadEndpoint(socket.Address, (int)socket.PortValue, BranchOf(endpoint))
            : throw new InvalidDataException("expected an address and a port for each endpoint");

    private static string BranchOf(LbEndpoint endpoint) =>
        endpoint.Metadata?.FilterMetadata.TryGetValue(Space, out var own) == true && own.Fields.TryGetValue(Branch, out var value) && value.KindCase == Value.KindOneofCase.StringValue
            ? value.StringValue
            : "";
}
