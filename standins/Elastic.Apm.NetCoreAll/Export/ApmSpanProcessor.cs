using System.Diagnostics;
using Elastic.Apm.NetCoreAll.Settings;
using OpenTelemetry;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>Collects spans for the exporter.</summary>
internal sealed class ApmSpanProcessor(ApmQueue queue, ApmConnection connection, ApmSettings settings)
    : BatchActivityExportProcessor(new ApmSpanExporter(queue, connection), settings.MaxQueue, (int)settings.FlushInterval.TotalMilliseconds, maxExportBatchSize: settings.MaxBatch)
{
    public override void OnEnd(Activity data)
    {
        if (data.Recorded && queue.TryEnter())
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
