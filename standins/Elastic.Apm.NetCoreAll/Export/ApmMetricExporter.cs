using Elastic.Apm.NetCoreAll.Settings;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>Sends metrics, without those of ELASTIC_APM_DISABLE_METRICS.</summary>
internal sealed class ApmMetricExporter(ApmDrops drops, ApmConnection connection, ApmSettings settings) : OtlpMetricExporter(connection.OptionsFor("metrics"))
{
    public override ExportResult Export(in Batch<Metric> metrics)
    {
        var kept = new List<Metric>();
        foreach (var metric in metrics)
        {
            if (!settings.DisableMetrics.Match(metric.Name))
            {
                kept.Add(metric);
            }
        }

        if (kept.Count == 0)
        {
            return ExportResult.Success;
        }

        var result = base.Export(new Batch<Metric>([.. kept], kept.Count));
        if (result != ExportResult.Success)
        {
            drops.Add("metrics", ApmDrops.NotSent, kept.Count, connection.Problem ?? "they could not be written as OTLP");
        }

        return result;
    }
}
