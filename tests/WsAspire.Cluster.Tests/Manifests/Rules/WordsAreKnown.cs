using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A field that takes one of a few words has one of these: KubernetesClient takes any, an API server does not.</summary>
internal sealed class WordsAreKnown : IManifestRule
{
    private static readonly Dictionary<string, string[]> s_words = new()
    {
        ["imagePullPolicy"] = ["Always", "IfNotPresent", "Never"],
        ["protocol"] = ["TCP", "UDP", "SCTP"],
        ["policyTypes"] = ["Ingress", "Egress"],
        ["whenUnsatisfiable"] = ["ScheduleAnyway", "DoNotSchedule"],
        ["unhealthyPodEvictionPolicy"] = ["AlwaysAllow", "IfHealthyBudget"],
        ["fsGroupChangePolicy"] = ["OnRootMismatch", "Always"],
        ["pathType"] = ["Exact", "Prefix", "ImplementationSpecific"],
        ["accessModes"] = ["ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany", "ReadOnlyMany"],
        ["operator"] = ["In", "NotIn", "Exists", "DoesNotExist"],
    };

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set) =>
        set.Objects.SelectMany(one => Walk("", one.Json).Select(found => $"{one}: {found.Key}: is '{found.Word}', expected {string.Join(" or ", s_words[found.Key])}"));

    private static IEnumerable<(string Key, string Word)> Walk(string key, JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Walk(pair.Key, pair.Value)),
        JsonArray list => list.SelectMany(item => Walk(key, item)),
        JsonValue value when s_words.TryGetValue(key, out var words) && !words.Contains(value.ToString()) => [(key, value.ToString())],
        _ => [],
    };
}
