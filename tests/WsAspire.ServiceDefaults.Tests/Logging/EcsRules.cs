using System.Globalization;
using System.Text.Json;

namespace WsAspire.ServiceDefaults.Tests.Logging;

/// <summary>The rules of the Elastic Common Schema for lines of a log, after the spec.json of elastic/ecs-logging.</summary>
internal static class EcsRules
{
    private static readonly string[] s_first = ["@timestamp", "log.level", "message"];
    private static readonly string[] s_required = [.. s_first, "ecs.version"];
    private static readonly string[] s_texts = ["log.level", "message", "ecs.version", "trace.id", "transaction.id", "span.id", "service.name", "service.version", "service.environment", "service.node.name", "event.dataset", "log.logger", "error.type", "error.message", "error.stack_trace"];

    /// <summary>What is wrong with a line; nothing where it is right.</summary>
    public static IEnumerable<string> Check(string line)
    {
        using var document = JsonDocument.Parse(line);
        var fields = document.RootElement.EnumerateObject().ToArray();
        var names = fields.Select(field => field.Name).ToArray();
        if (!names.Take(s_first.Length).SequenceEqual(s_first))
        {
            yield return $"begins with {string.Join(", ", names.Take(3))}";
        }

        foreach (var name in s_required.Except(names))
        {
            yield return $"lacks {name}";
        }

        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            yield return "has a name twice";
        }

        foreach (var field in fields.Where(field => s_texts.Contains(field.Name) && field.Value.ValueKind != JsonValueKind.String))
        {
            yield return $"{field.Name} is no text";
        }

        foreach (var field in fields.Where(field => field.Value.ValueKind == JsonValueKind.Object && names.Any(name => name.StartsWith(field.Name + ".", StringComparison.Ordinal))))
        {
            yield return $"{field.Name} is nested and has dots";
        }

        if (!DateTimeOffset.TryParseExact(document.RootElement.GetProperty("@timestamp").GetString(), "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            yield return "@timestamp is no time";
        }

        foreach (var label in document.RootElement.GetProperty("labels").EnumerateObject().Where(label => label.Name.AsSpan().ContainsAny('.', '*', '\\') || label.Value.ValueKind != JsonValueKind.String))
        {
            yield return $"label {label.Name}";
        }
    }
}
