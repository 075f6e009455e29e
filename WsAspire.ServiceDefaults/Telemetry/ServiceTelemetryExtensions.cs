using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using WsAspire.ServiceDefaults.Health;
using WsAspire.ServiceDefaults.Resilience;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs by OpenTelemetry, and Elastic APM where it is asked for.</summary>
internal static class ServiceTelemetryExtensions
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ElasticServer = "ELASTIC_APM_SERVER_URL";

    // The instrumentation reads it as it is built; without it the spans of gRPC calls have no rpc.* attributes.
    private const string GrpcAttributes = "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_ENABLE_GRPC_INSTRUMENTATION";

    // Ten seconds are the default; each signal waits as long for a dead collector when the service stops.
    private const string ExportTimeout = "OTEL_EXPORTER_OTLP_TIMEOUT";
    private const string ExportTimeoutMilliseconds = "2000";

    /// <summary>Whether telemetry goes anywhere. Where it goes nowhere, nothing is measured and nothing costs.</summary>
    public static bool IsExported(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[OtlpEndpoint]);

    public static void AddServiceTelemetry(this IHostApplicationBuilder builder, ServiceIdentity service)
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration[ElasticServer]))
        {
            builder.Services.AddAllElasticApm();
        }

        if (!IsExported(builder.Configuration))
        {
            return;
        }

        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = [KeyValuePair.Create<string, string?>(GrpcAttributes, "true"), KeyValuePair.Create<string, string?>(ExportTimeout, ExportTimeoutMilliseconds)],
        });
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? service.Name, serviceVersion: service.Version))
            .WithTracing(tracing => tracing
                .AddSource("MySqlConnector")
                .AddAspNetCoreInstrumentation(web => web.Filter = request => !IsProbe(request.Request.Path))
                .AddGrpcClientInstrumentation(grpc => grpc.SuppressDownstreamInstrumentation = true)
                .AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddMeter("System.Runtime", "Microsoft.AspNetCore.Server.Kestrel", "MySqlConnector", ResilienceMeter.Name, HealthStates.MeterName))
            .UseOtlpExporter();
    }

    private static bool IsProbe(string? path) => path is "/alive" or "/ready" or "/startup" or "/health" || path?.StartsWith("/grpc.health.", StringComparison.Ordinal) == true;
}
