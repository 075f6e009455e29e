using Elastic.Apm.NetCoreAll.Redaction;
using Elastic.Apm.NetCoreAll.Settings;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>Adds to each provider of OpenTelemetry what sends to the APM server, beside what the host sends elsewhere.</summary>
internal sealed class ApmSender(ApmSettings settings, ApmDrops drops, ApmConnection connection)
{
    public void AddTo(TracerProviderBuilder tracing)
    {
        if (!settings.IsSending)
        {
            return;
        }

        // Whether a trace is kept is decided once, where it begins, so this holds for all receivers.
        if (settings.SampleRate < 1)
        {
            tracing.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.SampleRate)));
        }

        tracing.ConfigureResource(settings.AddTo)
            .AddProcessor(new ApmSpanRedaction(settings.SanitizeFieldNames))
            .AddProcessor(new ApmSpanProcessor(new ApmQueue("traces", settings.MaxQueue, drops, connection), connection, settings));
    }

    public void AddTo(MeterProviderBuilder metrics)
    {
        if (settings.IsSending && settings.MetricsInterval > TimeSpan.Zero)
        {
            metrics.ConfigureResource(settings.AddTo).AddMeter(ApmDrops.MeterName).AddReader(new ApmMetricReader(drops, connection, settings));
        }
    }

    public void AddTo(LoggerProviderBuilder logging)
    {
        if (!settings.IsSending)
        {
            return;
        }

        // The owner comes last: its end is the exporter's.
        var otlp = new OtlpLogExporter(connection.OptionsFor("logs"));
        logging.ConfigureResource(settings.AddTo)
            .AddProcessor(new ApmLogRedaction(settings.SanitizeFieldNames))
            .AddProcessor(new ApmLogProcessor(otlp, new ApmQueue("logs", settings.MaxQueue, drops, connection), connection, settings))
            .AddProcessor(new ApmLogOwner(otlp));
    }
}
