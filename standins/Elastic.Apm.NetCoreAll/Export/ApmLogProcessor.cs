using Elastic.Apm.NetCoreAll.Settings;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>Collects log lines for the exporter.</summary>
internal sealed class ApmLogProcessor(OtlpLogExporter otlp, ApmQueue queue, ApmConnection connection, ApmSettings settings)
    : BatchLogRecordExportProcessor(new ApmLogExporter(otlp, queue), settings.MaxQueue, (int)settings.FlushInterval.TotalMilliseconds, maxExportBatchSize: settings.MaxBatch)
{
    public override void OnEnd(LogRecord data)
    {
        if (queue.TryEnter())
        {
            base.OnEnd(data);
        }
    }

    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        connection.End();
        return base.OnShutdown(timeoutMilliseconds);
    }
}
