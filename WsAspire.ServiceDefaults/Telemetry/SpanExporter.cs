using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>Sends spans by OTLP, and tells the queue.</summary>
internal sealed class SpanExporter(OtlpExporterOptions options, SpanQueue queue) : OtlpTraceExporter(options)
{
    public override ExportResult Export(in Batch<Activity> activityBatch)
    {
        var count = (int)activityBatch.Count;
        queue.Send();
        var result = base.Export(activityBatch);
        queue.Leave(count, result == ExportResult.Success);
        return result;
    }
}
