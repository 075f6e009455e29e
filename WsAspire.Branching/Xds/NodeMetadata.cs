using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;

namespace WsAspire.Branching.Xds;

/// <summary>What a proxy says of itself in the metadata of its node.</summary>
public static class NodeMetadata
{
    /// <summary>The key of the name by which the proxy reaches the host of the control plane, where it does not share its loopback.</summary>
    public const string HostKey = "ws.host";

    private const int MaxHostLength = 253;

    /// <summary>Reads that name.</summary>
    /// <returns>Null where there is none, or what is there is no host name of letters, digits, '-' and '.'.</returns>
    public static string? HostOf(Node? node) =>
        node?.Metadata?.Fields.TryGetValue(HostKey, out var value) == true
        && value.KindCase is Value.KindOneofCase.StringValue
        && value.StringValue is { Length: > 0 and <= MaxHostLength } host
        && host.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.')
            ? host
            : null;
}
