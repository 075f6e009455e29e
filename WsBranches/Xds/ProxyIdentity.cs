using Envoy.Config.Core.V3;
using WsAspire.Branching.Xds;

namespace WsBranches.Xds;

/// <summary>What a proxy says of itself.</summary>
/// <param name="Id">The id of its node.</param>
/// <param name="Cluster">The group of its node.</param>
/// <param name="Program">Its program and version, such as <c>envoy 1.40.0</c>.</param>
/// <param name="Host">The name by which it reaches this host; null where it shares the network of the instances.</param>
/// <param name="Address">Where it connects from.</param>
/// <param name="ConnectedAt">Since when.</param>
internal sealed record ProxyIdentity(string Id, string Cluster, string Program, string? Host, string Address, DateTimeOffset ConnectedAt)
{
    private const int MaxText = 128;

    /// <summary>Reads a node.</summary>
    public static ProxyIdentity Of(Node? node, string address, DateTimeOffset now) => new(
        Text.Printable(node?.Id ?? "", MaxText),
        Text.Printable(node?.Cluster ?? "", MaxText),
        Text.Printable($"{node?.UserAgentName} {VersionOf(node)}".Trim(), MaxText),
        NodeMetadata.HostOf(node),
        address,
        now);

    private static string VersionOf(Node? node) =>
        node?.UserAgentBuildVersion?.Version is { } version ? $"{version.MajorNumber}.{version.MinorNumber}.{version.Patch}" : node?.UserAgentVersion ?? "";
}
