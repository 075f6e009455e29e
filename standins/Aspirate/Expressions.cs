using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Aspirate;

/// <summary>Replaces expressions such as <c>{ws-order.bindings.http.url}</c> by what they stand for. Whatever else has braces stays as it is.</summary>
/// <param name="manifest">The resources.</param>
/// <param name="parameters">Values of parameters by name: they are taken as they are, braces and all.</param>
/// <param name="warnings">Takes a line for each expression that names nothing.</param>
internal sealed partial class Expressions(Manifest manifest, IReadOnlyDictionary<string, string> parameters, TextWriter warnings)
{
    /// <summary>Resolves the expressions of a text.</summary>
    /// <exception cref="AspirateException">An expression names an unknown resource's bindings, or a property that bindings have not, or itself.</exception>
    public string Resolve(string text) => Resolve(text, []);

    [GeneratedRegex(@"\{(?<path>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)\}")]
    private static partial Regex Expression();

    private string Resolve(string text, IReadOnlyList<string> within) => Expression().Replace(text, match => ValueOf(match.Groups["path"].Value, within) ?? match.Value);

    private string? ValueOf(string path, IReadOnlyList<string> within)
    {
        var parts = path.Split('.');
        if (within.Contains(path))
        {
            throw new AspirateException($"expression '{path}' stands for itself: {string.Join(" -> ", [.. within, path])}");
        }

        if (parts[1] == "bindings")
        {
            return BindingOf(path, parts);
        }

        if (parameters.TryGetValue(parts[0], out var value) && parts is [_, "value"] or [_, "inputs", ..])
        {
            return value;
        }

        var found = parts[1..].Aggregate<string, JsonNode?>(manifest.Find(parts[0])?.Json, (node, part) => (node as JsonObject)?[part]);
        switch (found)
        {
            case null:
                warnings.WriteLine($"expression '{path}' names nothing that is known, and stays as it is");
                return null;
            case JsonValue text when text.TryGetValue<string>(out var inner):
                return Resolve(inner, [.. within, path]);
            default:
                return found.ToJsonString();
        }
    }

    private string BindingOf(string path, string[] parts)
    {
        var resource = manifest.Find(parts[0])
            ?? throw new AspirateException($"Unknown resource '{parts[0]}' in reference expression '{path}'.", AspirateException.UnknownResource);
        var bindings = PortBinding.Of(resource);
        var binding = parts.Length == 4 ? bindings.FirstOrDefault(one => one.Name == parts[2]) : null;
        if (binding is null)
        {
            throw new AspirateException($"Unknown binding in reference expression '{path}': resource '{resource.Name}' has {string.Join(", ", bindings.Select(one => one.Name).DefaultIfEmpty("none"))}.");
        }

        return parts[3] switch
        {
            "host" => resource.Name,
            "port" => binding.Port.ToString(CultureInfo.InvariantCulture),
            "targetPort" => binding.TargetPort.ToString(CultureInfo.InvariantCulture),
            "url" => UrlOf(resource.Name, binding),
            "scheme" => "http",
            _ => throw new AspirateException($"Unknown property {parts[3]} in reference expression '{path}'.", AspirateException.UnknownProperty),
        };
    }

    // Nothing in a cluster has a certificate for https: its URL is empty, and variables that are empty are left out.
    private static string UrlOf(string host, PortBinding binding) => (binding.Name, binding.Protocol) switch
    {
        ("https", _) => "",
        ("http", _) or (_, "http") => $"http://{host}:{binding.TargetPort}",
        (_, "https") => $"https://{host}:{binding.TargetPort}",
        _ => $"{host}:{binding.TargetPort}",
    };
}
