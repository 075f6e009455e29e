using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Kubernetes' selectors of labels.</summary>
internal static class LabelSelector
{
    /// <summary>Whether a selector with <c>matchLabels</c> and <c>matchExpressions</c> takes these labels. An empty one takes all, none takes nothing.</summary>
    /// <exception cref="NotSupportedException">An operator is none of In, NotIn, Exists and DoesNotExist.</exception>
    public static bool Takes(JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        selector is not null && TakesLabels(selector.Map("matchLabels"), labels) && selector.Items("matchExpressions").All(one => TakesExpression(one, labels));

    /// <summary>Whether a plain map of labels, as a Service has it, takes these labels.</summary>
    public static bool TakesLabels(IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> labels) =>
        wanted.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static bool TakesExpression(JsonObject expression, IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(expression.Text("key") ?? "");
        return expression.Text("operator") switch
        {
            "In" => value is not null && expression.Texts("values").Contains(value),
            "NotIn" => value is null || !expression.Texts("values").Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            var other => throw new NotSupportedException($"matchExpressions: operator: expected In, NotIn, Exists or DoesNotExist, got '{other}'"),
        };
    }
}
