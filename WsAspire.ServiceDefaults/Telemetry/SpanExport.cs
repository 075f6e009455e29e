using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>Collects spans for the receiver, as OpenTelemetry does, with a queue whose losses are counted.</summary>
internal sealed class SpanExport(OtlpExporterOptions receiver, BatchExportActivityProcessorOptions batches, SpanQueue queue)
    : BatchActivityExportProcessor(new SpanExporter(receiver, queue), batches.MaxQueueSize, batches.ScheduledDelayMilliseconds, batches.ExporterTimeoutMilliseconds, batches.MaxExportBatchSize)
{
    public override void OnEnd(Activity data)
    {
        if (data.Recorded && queue.TryEnter())
        {
            base.OnEnd(data);
        }
    }
}
