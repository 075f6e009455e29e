using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Elastic.Apm.NetCoreAll.Settings;

/// <summary>Reads the agent's settings. A value that cannot be used is the default, and is told: it is never a reason not to start.</summary>
internal static partial class ApmSettingsReader
{
    private const string DefaultIgnoredUrls = "/VAADIN/*, /heartbeat*, /favicon.ico, *.js, *.css, *.jpg, *.jpeg, *.png, *.gif, *.webp, *.svg, *.woff, *.woff2";
    private const string DefaultSanitized = "password, passwd, pwd, secret, *key, *token*, *session*, *credit*, *card*, *auth*, *principal*, set-cookie";

    // A queue is an array of this size for each of two signals.
    private const int MaxEvents = 100_000;

    // The agent's batches of 10 are for a protocol that streams them; here each is a request.
    private const int DefaultBatch = 512;
    private const int DefaultQueue = 2048;

    private static readonly Uri s_defaultServer = new("http://localhost:8200");
    private static readonly TimeSpan s_maxInterval = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_soonest = TimeSpan.FromMilliseconds(10);

    /// <summary>Reads all of them.</summary>
    /// <param name="configuration">Null for variables of the process alone.</param>
    /// <param name="environmentName">Where ENVIRONMENT is not set; null for none.</param>
    public static ApmSettings Read(IConfiguration? configuration, string? environmentName)
    {
        var set = new ApmVariables(configuration);
        var (authorization, authorizationFrom) = ReadAuthorization(set);
        var queue = set.Get("MAX_QUEUE_EVENT_COUNT", DefaultQueue, $"a number from 1 to {MaxEvents}", ReadCount);
        var (isEnabled, isRecording) = (set.Flag("ENABLED", true), set.Flag("RECORDING", true));
        var (urls, sanitized, metrics) = (ReadList(set, "TRANSACTION_IGNORE_URLS", DefaultIgnoredUrls), ReadList(set, "SANITIZE_FIELD_NAMES", DefaultSanitized), ReadList(set, "DISABLE_METRICS", ""));
        return new ApmSettings
        {
            IsSending = isEnabled && isRecording,
            ServerUrl = ReadServerUrl(set),
            Authorization = authorization,
            AuthorizationFrom = authorizationFrom,
            VerifyServerCert = set.Flag("VERIFY_SERVER_CERT", true),
            ServerCert = ReadCertificate(set),
            Resource = ReadResource(set, environmentName),
            SampleRate = set.Get("TRANSACTION_SAMPLE_RATE", 1.0, "a number from 0 to 1, such as 0.25", text => ReadNumber(text) is >= 0 and <= 1 and var rate ? rate : null),
            TransactionIgnoreUrls = urls,
            SanitizeFieldNames = sanitized,
            DisableMetrics = metrics,
            MetricsInterval = set.Get("METRICS_INTERVAL", TimeSpan.FromSeconds(30), "0, or a time from 1s, such as 30s", text => ReadTime(text) is { } time && (time == TimeSpan.Zero || time >= TimeSpan.FromSeconds(1)) ? time : null),
            FlushInterval = set.Get("FLUSH_INTERVAL", TimeSpan.FromSeconds(10), "a time, such as 10s or 500ms", ReadTime) is var flush && flush < s_soonest ? s_soonest : flush,
            MaxBatch = Math.Min(set.Get("MAX_BATCH_EVENT_COUNT", DefaultBatch, $"a number from 1 to {MaxEvents}", ReadCount), queue),
            MaxQueue = queue,
            LogLevel = set.Get("LOG_LEVEL", LogLevel.Information, "Trace, Debug, Information, Warning, Error, Critical or None", ReadLevel),
            Faults = set.Faults,
            Ignored = set.Ignored,
        };
    }

    private static (string? Header, string? From) ReadAuthorization(ApmVariables set)
    {
        foreach (var (setting, scheme, secret) in new[] { ("API_KEY", "ApiKey", set.Text("API_KEY")), ("SECRET_TOKEN", "Bearer", set.Text("SECRET_TOKEN")) })
        {
            if (secret?.All(sign => sign is > ' ' and < '\x7f') == true)
            {
                return ($"{scheme} {secret}", $"ELASTIC_APM_{setting}");
            }

            if (secret is not null)
            {
                set.Fault<string?>(setting, value: null, "letters, digits and signs without spaces", otherwise: null);
            }
        }

        return (null, null);
    }

    private static Uri ReadServerUrl(ApmVariables set)
    {
        // Deprecated in the agent, which uses the first alone.
        var several = set.Text("SERVER_URLS");
        var setting = set.Text("SERVER_URL") is null && several is not null ? "SERVER_URLS" : "SERVER_URL";
        var text = set.Text(setting)?.Split(',', 2)[0].Trim();
        return text is null ? s_defaultServer
            : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0 ? url
            : set.Fault(setting, UserInfo().Replace(text, "//***@"), "an address such as http://localhost:8200", s_defaultServer);
    }

    private static X509Certificate2? ReadCertificate(ApmVariables set)
    {
        if (set.Text("SERVER_CERT") is not { } path)
        {
            return null;
        }

        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(path);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return set.Fault<X509Certificate2?>("SERVER_CERT", path, "the file of a certificate, as PEM or DER", otherwise: null);
        }
    }

    private static Dictionary<string, object> ReadResource(ApmVariables set, string? environmentName)
    {
        var resource = new Dictionary<string, object>();
        foreach (var (key, value) in ReadLabels(set))
        {
            resource[key] = value;
        }

        if (set.Text("SERVICE_NAME") is { } name)
        {
            resource["service.name"] = NotInNames().IsMatch(name)
                ? set.Fault("SERVICE_NAME", name, "letters, digits, spaces, _ and - alone", NotInNames().Replace(name, "_"))
                : name;
        }

        foreach (var (key, value) in new[]
        {
            ("service.version", set.Text("SERVICE_VERSION")),
            ("service.instance.id", set.Text("SERVICE_NODE_NAME")),
            ("host.name", set.Text("HOSTNAME")),
            ("deployment.environment", set.Text("ENVIRONMENT") ?? environmentName),
        })
        {
            if (value is not null)
            {
                resource[key] = value;
            }
        }

        return resource;
    }

    private static Dictionary<string, string> ReadLabels(ApmVariables set)
    {
        var labels = new Dictionary<string, string>();
        var text = set.Text("GLOBAL_LABELS");
        foreach (var pair in text?.Split(',') ?? [])
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !labels.TryAdd(pair[..at].Trim(), pair[(at + 1)..].Trim()))
            {
                set.Fault<string?>("GLOBAL_LABELS", text, "key=value, with commas between them and each key once", otherwise: null);
                return [];
            }
        }

        return labels;
    }

    // An empty list says that there is nothing.
    private static Wildcards ReadList(ApmVariables set, string setting, string otherwise) => Wildcards.Parse(set.TextOrEmpty(setting) ?? otherwise);

    private static int? ReadCount(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxEvents ? count : null;

    private static double? ReadNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static TimeSpan? ReadTime(string text)
    {
        var unit = text.TrimStart(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.']);
        double? seconds = unit.ToLowerInvariant() switch { "ms" => 0.001, "" or "s" => 1, "m" => 60, _ => null };
        return ReadNumber(text[..^unit.Length]) * seconds is { } time && time <= s_maxInterval.TotalSeconds ? TimeSpan.FromSeconds(time) : null;
    }

    private static LogLevel? ReadLevel(string text) => text.ToLowerInvariant() switch
    {
        "info" => LogLevel.Information,
        _ when text.All(char.IsAsciiLetter) && Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) => level,
        _ => null,
    };

    [GeneratedRegex("[^a-zA-Z0-9 _-]")]
    private static partial Regex NotInNames();

    [GeneratedRegex("//[^/]*@")]
    private static partial Regex UserInfo();
}
