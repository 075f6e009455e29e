using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using WsAspire.ServiceDefaults.Admin;
using WsAspire.ServiceDefaults.Branching;
using WsAspire.ServiceDefaults.Data;
using WsAspire.ServiceDefaults.Health;
using WsAspire.ServiceDefaults.Logging;
using WsAspire.ServiceDefaults.Resilience;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs by OpenTelemetry, and Elastic APM where it is asked for. Where nothing asks, nothing is measured and nothing costs.</summary>
internal static class ServiceTelemetryExtensions
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ElasticServer = "ELASTIC_APM_SERVER_URL";
    private const string ElasticServerKey = "ElasticApm:ServerUrl";

    // The instrumentation reads it as it is built; without it the spans of gRPC calls have no rpc.* attributes.
    private const string GrpcAttributes = "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_ENABLE_GRPC_INSTRUMENTATION";

    private const string Sampling = "OTEL_TRACES_SAMPLER";

    // Ten seconds are the default; each signal waits as long for a dead collector when the service stops.
    private const string ExportTimeout = "OTEL_EXPORTER_OTLP_TIMEOUT";
    private const string ExportTimeoutMilliseconds = "2000";

    public static void AddServiceTelemetry(this IHostApplicationBuilder builder, ServiceIdentity service)
    {
        builder.AddConfigurationSection<TelemetryOptions>(TelemetryOptions.SectionName);
        var toCollector = IsSet(builder.Configuration, OtlpEndpoint);
        var toElastic = IsSentToElastic(builder.Configuration);
        var toReader = IsRead(builder.Configuration);
        if (!toCollector && !toElastic && !toReader)
        {
            return;
        }

        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = [KeyValuePair.Create<string, string?>(GrpcAttributes, "true"), KeyValuePair.Create<string, string?>(ExportTimeout, ExportTimeoutMilliseconds)],
        });
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration["OTEL_SERVICE_NAME"] ?? service.Name, serviceVersion: service.Version, autoGenerateServiceInstanceId: !IsNamed(builder.Configuration)))
            .WithMetrics(metrics => Measure(metrics, toReader, toCollector, builder.Configuration));
        if (toCollector || toElastic)
        {
            builder.Services.AddHostedService<ExceptionRedaction>();
            builder.Logging.AddOpenTelemetry(logging =>
            {
                logging.IncludeFormattedMessage = true;
                logging.IncludeScopes = true;
                logging.AddProcessor(services => new LogRecordRedaction(services.GetRequiredService<Redaction>()));
                if (toCollector)
                {
                    logging.AddOtlpExporter(receiver => OtlpSignal.Apply(receiver, builder.Configuration, OtlpSignal.Logs));
                }
            });
            telemetry.WithTracing(tracing => Trace(tracing, toCollector, builder.Configuration));
        }

        if (toReader)
        {
            builder.Services.AddSingleton<IAdminPages, MetricPages>();
        }

        if (toElastic)
        {
            builder.Services.AddAllElasticApm();
        }
    }

    /// <summary>Whether anything asks for spans or metrics.</summary>
    public static bool IsMeasured(IConfiguration configuration) => IsSet(configuration, OtlpEndpoint) || IsSentToElastic(configuration) || IsRead(configuration);

    /// <summary>Whether a path is asked by machines again and again.</summary>
    public static bool IsProbe(string? path) => path is "/alive" or "/ready" or "/startup" or "/health" || path?.StartsWith("/grpc.health.", StringComparison.Ordinal) == true;

    private static void Trace(TracerProviderBuilder tracing, bool toCollector, IConfiguration configuration)
    {
        if (!IsSet(configuration, Sampling))
        {
            tracing.SetSampler(Sampler);
        }

        if (toCollector)
        {
            tracing.ConfigureServices(services => services.AddSingleton(provider => new SpanQueue(
                provider.GetRequiredService<IOptions<BatchExportActivityProcessorOptions>>().Value.MaxQueueSize,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<IMeterFactory>())));
            tracing.AddProcessor(services => new SpanGate(services.GetRequiredService<SpanQueue>()));
        }

        tracing
            .AddSource("MySqlConnector")
            .AddProcessor(new CommandSpans())
            .AddAspNetCoreInstrumentation(web =>
            {
                web.Filter = request => !IsProbe(request.Request.Path);
                web.RecordException = true;
            })
            .AddGrpcClientInstrumentation(grpc => grpc.SuppressDownstreamInstrumentation = true)
            .AddHttpClientInstrumentation(http => http.RecordException = true)
            .AddProcessor(services => new SpanRedaction(services.GetRequiredService<Redaction>()));
        if (toCollector)
        {
            tracing.AddProcessor(services => new SpanExport(
                Receiver(services, configuration), services.GetRequiredService<IOptions<BatchExportActivityProcessorOptions>>().Value, services.GetRequiredService<SpanQueue>()));
        }
    }

    private static Sampler Sampler(IServiceProvider services) => services.GetRequiredService<IOptions<TelemetryOptions>>().Value.MaxTracesPerSecond is > 0 and var limit
        ? new ParentBasedSampler(new TraceLimit(limit, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<IMeterFactory>()))
        : new ParentBasedSampler(new AlwaysOnSampler());

    // Registered with the exporters of the other signals; a new one each time.
    private static OtlpExporterOptions Receiver(IServiceProvider services, IConfiguration configuration)
    {
        var receiver = services.GetRequiredService<IOptionsFactory<OtlpExporterOptions>>().Create(OtlpSignal.Traces);
        OtlpSignal.Apply(receiver, configuration, OtlpSignal.Traces);
        return receiver;
    }

    private static void Measure(MeterProviderBuilder metrics, bool toReader, bool toCollector, IConfiguration configuration)
    {
        // Not all of ASP.NET Core's: its buffers, the match of each route and Kestrel's queue are counted several times a request, and nobody asks for them.
        metrics
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Diagnostics", "Microsoft.AspNetCore.RateLimiting")
            .AddView("kestrel.queued_requests", MetricStreamConfiguration.Drop)
            .AddHttpClientInstrumentation()
            .AddMeter("System.Runtime", "MySqlConnector", ResilienceMeter.Name, HealthStates.MeterName, RegistrationMeter.Name, LogLosses.MeterName, SpanQueue.MeterName);
        if (toCollector)
        {
            metrics.AddOtlpExporter(receiver => OtlpSignal.Apply(receiver, configuration, OtlpSignal.Metrics));
        }

        if (toReader)
        {
            metrics.AddPrometheusExporter();
        }
    }

    // A value that is wrong is refused with the section.
    private static bool IsRead(IConfiguration configuration) => bool.TryParse(configuration[$"{AdminOptions.SectionName}:{nameof(AdminOptions.Metrics)}"], out var isRead) && isRead;

    // The agent takes both.
    private static bool IsSentToElastic(IConfiguration configuration) => IsSet(configuration, ElasticServer) || IsSet(configuration, ElasticServerKey);

    // Who starts the process may have given it a name, by which he knows it.
    private static bool IsNamed(IConfiguration configuration) => configuration["OTEL_RESOURCE_ATTRIBUTES"]?.Contains("service.instance.id=", StringComparison.Ordinal) == true;

    private static bool IsSet(IConfiguration configuration, string key) => !string.IsNullOrWhiteSpace(configuration[key]);
}
