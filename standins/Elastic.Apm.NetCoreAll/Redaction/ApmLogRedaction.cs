using Elastic.Apm.NetCoreAll.Settings;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Elastic.Apm.NetCoreAll.Redaction;

/// <summary>Takes secret values out of log lines: of the values by name, and where they stand in the text.</summary>
/// <param name="secret">Names of values.</param>
internal sealed class ApmLogRedaction(Wildcards secret) : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.Attributes is not { Count: > 0 } attributes || !HasSecret(attributes))
        {
            return;
        }

        var kept = new KeyValuePair<string, object?>[attributes.Count];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = attributes[i];
            if (secret.Match(kept[i].Key))
            {
                if (kept[i].Value?.ToString() is { Length: > 0 } value)
                {
                    data.FormattedMessage = data.FormattedMessage?.Replace(value, ApmSpanRedaction.Redacted, StringComparison.Ordinal);
                }

                kept[i] = new(kept[i].Key, ApmSpanRedaction.Redacted);
            }
        }

        data.Attributes = kept;
    }

    private bool HasSecret(IReadOnlyList<KeyValuePair<string, object?>> attributes)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            if (secret.Match(attributes[i].Key))
            {
                return true;
            }
        }

        return false;
    }
}
