using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>What is said for one signal alone goes before what is said for all: <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c> before <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
/// <remarks>Source: OpenTelemetry's specification of the exporter. A value that is wrong is as if it were not there, as it says.</remarks>
internal static class OtlpSignal
{
    public const string Traces = "TRACES";
    public const string Metrics = "METRICS";
    public const string Logs = "LOGS";

    /// <summary>Applies it.</summary>
    /// <param name="options">Options that hold what is said for all signals.</param>
    /// <param name="configuration">The service's.</param>
    /// <param name="signal"><see cref="Traces"/>, <see cref="Metrics"/> or <see cref="Logs"/>.</param>
    public static void Apply(OtlpExporterOptions options, IConfiguration configuration, string signal)
    {
        if (Uri.TryCreate(Value("ENDPOINT"), UriKind.Absolute, out var endpoint))
        {
            options.Endpoint = endpoint;
        }

        options.Protocol = Value("PROTOCOL") switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => options.Protocol,
        };
        options.Headers = Value("HEADERS") ?? options.Headers;
        if (int.TryParse(Value("TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            options.TimeoutMilliseconds = milliseconds;
        }

        string? Value(string name) => configuration[$"OTEL_EXPORTER_OTLP_{signal}_{name}"] is { Length: > 0 } value ? value : null;
    }
}
