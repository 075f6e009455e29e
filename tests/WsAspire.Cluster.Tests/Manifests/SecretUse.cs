using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>A key of a Secret that a workload's pods cannot start without.</summary>
/// <param name="Owner">The workload, or its container.</param>
/// <param name="Name">The Secret's name.</param>
/// <param name="Key">The key; null where all of them are taken.</param>
internal sealed record SecretUse(object Owner, string? Name, string? Key)
{
    /// <summary>Those of a workload, from variables and volumes.</summary>
    public static IEnumerable<SecretUse> Of(Workload workload) => workload.Containers.SelectMany(OfVariables)
        .Concat(workload.Pod.Items("volumes").SelectMany(volume => volume.Items("projected", "sources").Append(volume)).SelectMany(source => OfVolume(workload, source.At("secret"))));

    private static IEnumerable<SecretUse> OfVariables(Container container) =>
        container.Json.Items("env").Select(one => one.At("valueFrom", "secretKeyRef")).OfType<JsonObject>().Select(one => new SecretUse(container, one.Text("name"), one.Text("key")))
            .Concat(container.Json.Items("envFrom").Select(one => one.At("secretRef")).OfType<JsonObject>().Select(one => new SecretUse(container, one.Text("name"), null)));

    private static IEnumerable<SecretUse> OfVolume(Workload workload, JsonNode? secret) => secret is null
        ? []
        : secret.Items("items").Select(item => item.Text("key")).DefaultIfEmpty().Select(key => new SecretUse(workload, secret.Text("name") ?? secret.Text("secretName"), key));
}
