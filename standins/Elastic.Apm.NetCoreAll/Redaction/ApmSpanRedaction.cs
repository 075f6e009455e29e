using System.Diagnostics;
using Elastic.Apm.NetCoreAll.Settings;
using OpenTelemetry;

namespace Elastic.Apm.NetCoreAll.Redaction;

/// <summary>Takes the values of secret headers out of spans.</summary>
/// <param name="secret">Names of headers.</param>
internal sealed class ApmSpanRedaction(Wildcards secret) : BaseProcessor<Activity>
{
    /// <summary>What the agent writes instead.</summary>
    public const string Redacted = "[REDACTED]";

    private static readonly string[] s_headers = ["http.request.header.", "http.response.header.", "rpc.request.metadata.", "rpc.response.metadata."];

    public override void OnEnd(Activity data)
    {
        List<string>? found = null;
        foreach (ref readonly var tag in data.EnumerateTagObjects())
        {
            if (IsSecret(tag.Key))
            {
                (found ??= []).Add(tag.Key);
            }
        }

        foreach (var key in found ?? [])
        {
            data.SetTag(key, Redacted);
        }
    }

    private bool IsSecret(string key)
    {
        foreach (var prefix in s_headers)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                return secret.Match(key.AsSpan(prefix.Length));
            }
        }

        return false;
    }
}
