using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>Sends spans.</summary>
internal sealed class ApmSpanExporter(ApmQueue queue, ApmConnection connection) : OtlpTraceExporter(connection.OptionsFor("traces"))
{
    public override ExportResult Export(in Batch<Activity> activityBatch)
    {
        var count = (int)activityBatch.Count;
        var result = base.Export(activityBatch);
        queue.Leave(count, result == ExportResult.Success);
        return result;
    }
}
