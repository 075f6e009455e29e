using System.Globalization;
using System.Text.Json;
using Serilog.Events;
using Serilog.Parsing;
using WsAspire.ServiceDefaults.Branching;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>The values of an event: those of its text, and those of the request around it.</summary>
internal static class EcsLabels
{
    private const int MaxLabels = 64;
    private const int MaxValue = 1024;

    // They have fields of their own.
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        Serilog.Core.Constants.SourceContextPropertyName, RequestEnricher.Transaction, RequestEnricher.Thread, BranchLogScope.Branch,
        "TraceId", "SpanId", "ParentId", "{OriginalFormat}", "Scope",
    };

    /// <summary>Gives the text of an event; values of names that sound like secrets are hidden in it.</summary>
    public static string Render(LogEvent logEvent, Redaction redaction)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken property && logEvent.Properties.TryGetValue(property.PropertyName, out var value))
            {
                text.Write(redaction.IsSecret(property.PropertyName) ? Redaction.Mask : TextOf(value, property.Format));
            }
            else
            {
                token.Render(logEvent.Properties, text, CultureInfo.InvariantCulture);
            }
        }

        return text.ToString();
    }

    /// <summary>Writes the object <c>labels</c>: keys and values are text.</summary>
    public static void Write(Utf8JsonWriter json, LogEvent logEvent, string branch, Redaction redaction)
    {
        json.WriteStartObject("labels"u8);
        json.WriteString("branch"u8, logEvent.Properties.GetValueOrDefault(BranchLogScope.Branch) is ScalarValue { Value: string served } ? served : branch);
        var count = 1;
        foreach (var (name, value) in logEvent.Properties)
        {
            if (!s_known.Contains(name) && count++ < MaxLabels)
            {
                var text = redaction.IsSecret(name) ? Redaction.Mask : redaction.Hide(TextOf(value, format: null));
                json.WriteString(KeyOf(name), text.Length > MaxValue ? text[..MaxValue] + "…" : text);
            }
        }

        json.WriteEndObject();
    }

    private static string TextOf(LogEventPropertyValue value, string? format) =>
        value is ScalarValue { Value: string text } ? text : value.ToString(value is ScalarValue ? format : null, CultureInfo.InvariantCulture);

    // As the rules say: a dot would nest.
    private static string KeyOf(string name) => name.AsSpan().ContainsAny('.', '*', '\\') ? name.Replace('.', '_').Replace('*', '_').Replace('\\', '_') : name;
}
