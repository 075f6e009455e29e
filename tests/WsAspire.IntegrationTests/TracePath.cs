using WsAspire.Testing;

namespace WsAspire.IntegrationTests;

/// <summary>What a request went through, by its spans.</summary>
internal static class TracePath
{
    /// <summary>Whether a span is a command to the database.</summary>
    public static bool IsSql(CollectedSpan span) => span.Attributes.GetValueOrDefault("db.system") == "mysql" && span.Attributes.Keys.Any(key => key is "db.statement" or "db.query.text");

    /// <summary>Whether every span's parent is there too, or is the caller's. Each process sends in its own time.</summary>
    public static bool IsWhole(IReadOnlyList<CollectedSpan> spans, string caller) => spans.All(span => span.ParentId == caller || spans.Any(other => other.SpanId == span.ParentId));

    /// <summary>From the door to a span, each the child of the one before: service and kind (2 is a server's span, 3 a client's).</summary>
    public static string[] To(CollectedSpan end, IReadOnlyList<CollectedSpan> spans)
    {
        var byId = spans.ToDictionary(span => span.SpanId);
        var path = new List<string>();
        for (var span = end; span is not null; span = byId.GetValueOrDefault(span.ParentId))
        {
            path.Add($"{span.Service} {span.Kind}");
        }

        path.Reverse();
        return [.. path];
    }
}
