using System.Text.Json.Nodes;

namespace WsAspire.Testing;

/// <summary>A span as a collector got it.</summary>
/// <param name="Service">Who made it.</param>
/// <param name="TraceId">32 hex digits.</param>
/// <param name="SpanId">16 hex digits.</param>
/// <param name="ParentId">16 hex digits; empty where it has no parent.</param>
/// <param name="Name">What it is of.</param>
/// <param name="Kind">2 is a server's, 3 a client's.</param>
/// <param name="Attributes">Its attributes as text.</param>
/// <param name="IsError">Whether it failed.</param>
/// <param name="Events">Names of its events.</param>
public sealed record CollectedSpan(
    string Service, string TraceId, string SpanId, string ParentId, string Name, int Kind, IReadOnlyDictionary<string, string> Attributes, bool IsError, IReadOnlyList<string> Events)
{
    /// <summary>Reads one out of OTLP in JSON.</summary>
    public static CollectedSpan Read(JsonNode resource, JsonNode span)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(span);

        return new CollectedSpan(
            AttributesOf(resource).GetValueOrDefault("service.name", ""),
            (string)span["traceId"]!,
            (string)span["spanId"]!,
            (string?)span["parentSpanId"] ?? "",
            (string)span["name"]!,
            (int?)span["kind"] ?? 0,
            AttributesOf(span),
            (int?)span["status"]?["code"] == 2,
            [.. (span["events"]?.AsArray() ?? []).Select(one => (string)one!["name"]!)]);
    }

    private static Dictionary<string, string> AttributesOf(JsonNode node) => (node["attributes"]?.AsArray() ?? [])
        .GroupBy(attribute => (string)attribute!["key"]!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Last()!["value"]!.AsObject().FirstOrDefault().Value?.ToString() ?? "", StringComparer.Ordinal);
}
