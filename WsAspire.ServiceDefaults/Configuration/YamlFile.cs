using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Flattens YAML to configuration keys: <c>database: { host: x }</c> is <c>database:host = x</c>, list items are numbered from 0.</summary>
internal static class YamlFile
{
    // References can repeat a part without end; no honest file comes near this.
    private const int MaxKeys = 10_000;

    /// <summary>Reads a file of one document, or none.</summary>
    /// <exception cref="InvalidDataException">It is malformed; the text holds file, line and column.</exception>
    public static Dictionary<string, string?> Read(Stream stream, string path)
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var reader = new StreamReader(stream);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents.Count > 1)
            {
                throw new InvalidDataException($"{path}: one YAML document is allowed, and there are {yaml.Documents.Count}.");
            }

            if (yaml.Documents.Count == 1 && !IsNull(yaml.Documents[0].RootNode))
            {
                Flatten(yaml.Documents[0].RootNode as YamlMappingNode ?? throw Fault(path, yaml.Documents[0].RootNode, "expected keys and values"), "", data, path);
            }
        }
        catch (YamlException exception)
        {
            throw new InvalidDataException($"{path}({exception.Start.Line},{exception.Start.Column}): malformed YAML: {exception.Message}", exception);
        }

        return data;
    }

    private static void Flatten(YamlMappingNode mapping, string prefix, Dictionary<string, string?> data, string path)
    {
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value;
            if (string.IsNullOrEmpty(name))
            {
                throw Fault(path, key, "a key must be a text that is not empty");
            }

            Add(prefix + name, value, data, path);
        }
    }

    private static void Add(string key, YamlNode value, Dictionary<string, string?> data, string path)
    {
        switch (value)
        {
            case YamlMappingNode mapping:
                Flatten(mapping, key + ":", data, path);
                break;
            case YamlSequenceNode sequence:
                for (var i = 0; i < sequence.Children.Count; i++)
                {
                    Add($"{key}:{i}", sequence.Children[i], data, path);
                }

                break;
            default:
                if (data.Count >= MaxKeys)
                {
                    throw Fault(path, value, $"more than {MaxKeys} values");
                }

                if (!data.TryAdd(key, IsNull(value) ? null : ((YamlScalarNode)value).Value))
                {
                    throw Fault(path, value, $"{key} is there twice (case does not matter)");
                }

                break;
        }
    }

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private static InvalidDataException Fault(string path, YamlNode node, string what) => new($"{path}({node.Start.Line},{node.Start.Column}): {what}.");
}
