using System.Diagnostics;
using OpenTelemetry;
using WsAspire.ServiceDefaults.Logging;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>Hides secrets in the attributes of spans, before they are exported.</summary>
internal sealed class SpanRedaction(Redaction redaction) : BaseProcessor<Activity>
{
    // The driver's; the user's name and options are nobody's business.
    private const string ConnectionString = "db.connection_string";

    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(ConnectionString) is not null)
        {
            data.SetTag(ConnectionString, null);
        }

        List<KeyValuePair<string, string>>? hidden = null;
        foreach (ref readonly var tag in data.EnumerateTagObjects())
        {
            if (tag.Value is string { Length: > 0 } text)
            {
                var shown = redaction.IsSecret(tag.Key) ? Redaction.Mask : redaction.Hide(text);
                if (!ReferenceEquals(shown, text))
                {
                    (hidden ??= []).Add(new(tag.Key, shown));
                }
            }
        }

        foreach (var (key, value) in hidden ?? [])
        {
            data.SetTag(key, value);
        }

        if (data.StatusDescription is { Length: > 0 } description && redaction.Hide(description) is var told && !ReferenceEquals(told, description))
        {
            data.SetStatus(data.Status, told);
        }
    }
}
