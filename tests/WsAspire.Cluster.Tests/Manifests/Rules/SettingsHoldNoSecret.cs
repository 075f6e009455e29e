using System.Text.RegularExpressions;

namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>What nobody may read is in no ConfigMap, nor the marker that aspirate-output has in its place.</summary>
internal sealed class SettingsHoldNoSecret : IManifestRule
{
    private const string Marker = "replaced";

    private static readonly Regex s_name = new("(?i)password|passwd|pwd|secret|token|credential|api_?key|private_?key|connectionstrings");
    private static readonly Regex s_value = new("(?i)(password|pwd|token)=|://[^/]+:[^/]+@|-----BEGIN");
    private static readonly Regex s_marker = new($"\\b{Marker}\\b");

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var map in set.Of("ConfigMap"))
        {
            foreach (var (key, value) in map.Json.Map("data").Concat(map.Json.Map("binaryData")))
            {
                // The path of a file that holds a secret is none.
                if (s_name.IsMatch(key) && !(key.EndsWith("_FILE", StringComparison.Ordinal) && value.StartsWith('/')))
                {
                    yield return $"{map}: {key}: looks like a secret, expected a Secret that is mounted";
                }

                if (s_value.IsMatch(value))
                {
                    yield return $"{map}: {key}: its value holds a secret, expected none";
                }
            }
        }

        foreach (var one in set.Of("Secret"))
        {
            yield return $"{one}: is part of an overlay, expected in no file: whoever deploys makes it";
        }

        // The same in a variable or an argument.
        foreach (var container in set.Containers)
        {
            var texts = container.Json.Items("env").Select(one => one.Text("value") ?? "").Concat(container.Json.Texts("args")).Concat(container.Json.Texts("command"));
            if (texts.Any(text => s_value.IsMatch(text)))
            {
                yield return $"{container}: a variable or an argument holds a secret, expected none";
            }
        }

        foreach (var one in set.Objects.Where(one => s_marker.IsMatch(one.Json.ToJsonString())))
        {
            yield return $"{one}: holds '{Marker}', the marker of aspirate-output, expected it nowhere";
        }
    }
}
