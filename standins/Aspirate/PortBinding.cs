using System.Text.Json.Nodes;

namespace Aspirate;

/// <summary>A port that a resource listens at.</summary>
/// <param name="Name">Name of the endpoint.</param>
/// <param name="Protocol">Such as <c>tcp</c>.</param>
/// <param name="Port">Port of its Service.</param>
/// <param name="TargetPort">Port of its container.</param>
internal sealed record PortBinding(string Name, string Protocol, int Port, int TargetPort)
{
    /// <summary>Reads the bindings of a resource, in their order.</summary>
    /// <exception cref="AspirateException">A binding has no port, or one that there cannot be.</exception>
    public static IReadOnlyList<PortBinding> Of(ManifestResource resource) => [.. resource.Members("bindings").Select(binding => Of(resource, binding.Key, binding.Value))];

    private static PortBinding Of(ManifestResource resource, string name, JsonNode? node)
    {
        var json = node as JsonObject ?? throw resource.Unexpected($"bindings.{name}", "an object", node);
        var port = NumberOf(resource, json, name, "port");
        var target = NumberOf(resource, json, name, "targetPort") ?? name.ToLowerInvariant() switch
        {
            "http" => 8080,
            "https" => 8443,
            _ => port ?? throw new AspirateException($"resource '{resource.Name}': bindings.{name} has neither targetPort nor port"),
        };
        var protocol = json["protocol"] is { } text ? resource.TextOf(text, $"bindings.{name}.protocol") : "tcp";
        return new PortBinding(name, protocol, port ?? target, target);
    }

    // 0 means none.
    private static int? NumberOf(ManifestResource resource, JsonObject json, string binding, string key) => json[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) && number is >= 0 and <= 65535 => number == 0 ? null : number,
        var other => throw resource.Unexpected($"bindings.{binding}.{key}", "a port", other),
    };
}
