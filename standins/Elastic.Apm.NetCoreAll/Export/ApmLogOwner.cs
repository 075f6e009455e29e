using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>Owns the library's exporter of log lines, and does nothing else. An exporter knows the resource only where a processor of the provider has it, and this one cannot be derived from.</summary>
internal sealed class ApmLogOwner(OtlpLogExporter otlp) : BaseExportProcessor<LogRecord>(otlp)
{
    protected override void OnExport(LogRecord data)
    {
    }
}
