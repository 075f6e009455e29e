using System.Globalization;
using System.Text.Json.Nodes;
using k8s;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Reads YAML as an API server does.</summary>
internal static class ManifestYaml
{
    private static readonly Dictionary<string, Type> s_types = new() { ["gateway.networking.k8s.io/v1/HTTPRoute"] = typeof(HttpRoute) };

    /// <summary>Reads objects into Kubernetes' own types.</summary>
    /// <exception cref="YamlException">There is a field that the type has not, one is there twice, or one has another form.</exception>
    public static IReadOnlyList<object> ReadStrictly(string yaml) => KubernetesYaml.LoadAllFromString(yaml, s_types, strict: true);

    /// <summary>Reads objects as they stand, so that <c>true</c> is no text.</summary>
    public static IReadOnlyList<KubeObject> Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. stream.Documents.Select(document => new KubeObject(Node(document.RootNode)!.AsObject()))];
    }

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Node(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Node)]),
        YamlScalarNode scalar => Value(scalar),
        _ => throw new NotSupportedException($"{node.Start}: {node.NodeType} is nothing that kustomize writes"),
    };

    private static JsonValue? Value(YamlScalarNode scalar) => (scalar.Style, scalar.Value) switch
    {
        (not ScalarStyle.Plain, var text) => JsonValue.Create(text),
        (_, null or "" or "null" or "~") => null,
        (_, "true") => JsonValue.Create(true),
        (_, "false") => JsonValue.Create(false),
        (_, var text) when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        (_, var text) when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        (_, var text) => JsonValue.Create(text),
    };
}
