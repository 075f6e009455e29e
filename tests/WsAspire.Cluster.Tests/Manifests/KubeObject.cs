using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>An object of Kubernetes.</summary>
/// <param name="Json">All of it.</param>
internal sealed record KubeObject(JsonObject Json)
{
    /// <summary>Its kind, such as <c>Deployment</c>.</summary>
    public string Kind => Json.Text("kind") ?? "";

    /// <summary>Its name.</summary>
    public string Name => Json.Text("metadata", "name") ?? "";

    /// <summary>Its namespace; null where it says none.</summary>
    public string? Namespace => Json.Text("metadata", "namespace");

    /// <summary>Its own labels.</summary>
    public IReadOnlyDictionary<string, string> Labels => Json.Map("metadata", "labels");

    /// <summary>Its <c>spec</c>; an empty one where it has none.</summary>
    public JsonObject Spec => Json["spec"] as JsonObject ?? [];

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}/{Name}";
}
