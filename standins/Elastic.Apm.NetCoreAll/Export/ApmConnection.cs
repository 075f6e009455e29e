using System.Security.Cryptography.X509Certificates;
using Elastic.Apm.NetCoreAll.Settings;
using OpenTelemetry.Exporter;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>The way to the APM server, the same for all three signals.</summary>
internal sealed class ApmConnection : IDisposable
{
    private const int AnswerMilliseconds = 10_000;

    // An orchestrator gives a service some seconds to end, and others need them too.
    private static readonly TimeSpan s_timeToEnd = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource _end = new();
    private readonly ApmRequestHandler _handler;
    private readonly ApmSettings _settings;
    private int _isEnding;

    public ApmConnection(ApmSettings settings)
    {
        _settings = settings;
        _handler = new ApmRequestHandler(settings, TimeSpan.FromMilliseconds(AnswerMilliseconds), _end.Token) { InnerHandler = Sockets(settings) };
    }

    /// <summary>Why the last request failed; null where it did not.</summary>
    public string? Problem => _handler.Problem;

    /// <summary>Options of an exporter. Nothing is left to OTEL_EXPORTER_OTLP_*, which are for another receiver, its key among them.</summary>
    /// <param name="signal">traces, metrics or logs.</param>
    public OtlpExporterOptions OptionsFor(string signal) => new()
    {
        Protocol = OtlpExportProtocol.HttpProtobuf,
        Endpoint = new Uri($"{_settings.ServerUrl.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/')}/v1/{signal}"),
        Headers = "",
        Compression = OtlpExportCompression.None,
        TimeoutMilliseconds = AnswerMilliseconds,
        HttpClientFactory = () => new HttpClient(_handler, disposeHandler: false) { Timeout = TimeSpan.FromMilliseconds(AnswerMilliseconds) },
    };

    /// <summary>Begins the end: what is not sent soon is dropped, of all signals together.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _isEnding, 1) == 0)
        {
            _end.CancelAfter(s_timeToEnd);
        }
    }

    public void Dispose()
    {
        _handler.Dispose();
        _end.Dispose();
    }

    private static SocketsHttpHandler Sockets(ApmSettings settings)
    {
        // A redirection would take the secret elsewhere.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (!settings.VerifyServerCert)
        {
#pragma warning disable CA5359 // Somebody said so: ELASTIC_APM_VERIFY_SERVER_CERT=false.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (settings.ServerCert is { } expected)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => IsSame(certificate, expected);
        }

        return handler;
    }

    private static bool IsSame(X509Certificate? certificate, X509Certificate2 expected) =>
        certificate?.GetRawCertData().AsSpan().SequenceEqual(expected.RawDataMemory.Span) == true;
}
