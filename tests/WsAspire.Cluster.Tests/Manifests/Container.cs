using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>A container of a workload's pods.</summary>
/// <param name="Owner">The workload.</param>
/// <param name="Json">All of it.</param>
/// <param name="IsInit">Whether it ends before the others begin.</param>
internal sealed record Container(Workload Owner, JsonObject Json, bool IsInit)
{
    /// <summary>Its name.</summary>
    public string Name => Json.Text("name") ?? "";

    /// <summary>Finds a port.</summary>
    /// <param name="port">Name or number.</param>
    /// <returns>Whether the container has it.</returns>
    public bool Opens(string? port) => Json.Items("ports").Any(one => port is not null && (one.Text("name") == port || one.Text("containerPort") == port));

    /// <inheritdoc/>
    public override string ToString() => $"{Owner}: container {Name}";
}
