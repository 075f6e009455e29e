using Elastic.Apm.NetCoreAll.Settings;
using OpenTelemetry.Metrics;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>Collects metrics for the exporter, as what changed since the last time: Kibana adds these up.</summary>
internal sealed class ApmMetricReader : PeriodicExportingMetricReader
{
    private readonly ApmConnection _connection;

    public ApmMetricReader(ApmDrops drops, ApmConnection connection, ApmSettings settings)
        : base(new ApmMetricExporter(drops, connection, settings), (int)settings.MetricsInterval.TotalMilliseconds)
    {
        _connection = connection;
        TemporalityPreference = MetricReaderTemporalityPreference.Delta;
    }

    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        _connection.End();
        return base.OnShutdown(timeoutMilliseconds);
    }
}
