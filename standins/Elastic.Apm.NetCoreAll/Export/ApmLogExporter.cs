using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>Sends log lines: of an exception its type, message and stack, of which the server makes an error.</summary>
/// <param name="otlp">Writes and sends. It knows the resource by <see cref="ApmLogOwner"/>.</param>
/// <param name="queue">Where the lines have their places.</param>
internal sealed class ApmLogExporter(OtlpLogExporter otlp, ApmQueue queue) : BaseExporter<LogRecord>
{
    public override ExportResult Export(in Batch<LogRecord> batch)
    {
        var count = (int)batch.Count;
        var result = otlp.Export(batch);
        queue.Leave(count, result == ExportResult.Success);
        return result;
    }
}
