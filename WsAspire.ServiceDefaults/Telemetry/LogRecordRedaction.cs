using OpenTelemetry;
using OpenTelemetry.Logs;
using WsAspire.ServiceDefaults.Logging;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>Hides secrets in lines of the log, before they are exported.</summary>
internal sealed class LogRecordRedaction(Redaction redaction) : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        HideInAttributes(data);
        if (data.FormattedMessage is { } message)
        {
            data.FormattedMessage = redaction.Hide(message);
        }

        if (data.Exception is { } exception && exception.ToString() is var told && redaction.Hide(told) is var shown && !ReferenceEquals(shown, told))
        {
            data.Exception = null;
            data.Attributes =
            [
                .. data.Attributes ?? [],
                new("exception.type", exception.GetType().FullName),
                new("exception.message", redaction.Hide(exception.Message)),
                new("exception.stacktrace", shown),
            ];
        }
    }

    private void HideInAttributes(LogRecord data)
    {
        var attributes = data.Attributes ?? [];
        List<KeyValuePair<string, object?>>? hidden = null;
        for (var i = 0; i < attributes.Count; i++)
        {
            var (name, value) = attributes[i];
            var shown = Shown(name, value);
            if (ReferenceEquals(shown, value))
            {
                continue;
            }

            (hidden ??= [.. attributes])[i] = new(name, shown);

            // The text as it was made has the value too.
            if (value?.ToString() is { Length: > 0 } text)
            {
                data.FormattedMessage = data.FormattedMessage?.Replace(text, Redaction.Mask, StringComparison.Ordinal);
            }
        }

        data.Attributes = hidden ?? data.Attributes;
    }

    private object? Shown(string name, object? value) => value is not null && redaction.IsSecret(name) ? Redaction.Mask : value is string text ? redaction.Hide(text) : value;
}
