using k8s.Models;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Amounts as Kubernetes writes them: <c>100m</c>, <c>64Mi</c>.</summary>
internal static class Quantity
{
    /// <summary>Reads one; null where there is none.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static decimal? Of(string? text) => text is null ? null : new ResourceQuantity(text).ToDecimal();
}
