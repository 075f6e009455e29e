using Grpc.Core;
using OpenTelemetry.Proto.Collector.Logs.V1;

namespace Aspire.Dashboard.Otlp;

/// <summary>Takes log records by gRPC.</summary>
internal sealed class LogsReceiver(Intake intake) : LogsService.LogsServiceBase
{
    /// <inheritdoc />
    public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context) => Task.FromResult(intake.Take(request));
}
