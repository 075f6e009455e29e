using Grpc.Core;
using OpenTelemetry.Proto.Collector.Metrics.V1;

namespace Aspire.Dashboard.Otlp;

/// <summary>Takes metrics by gRPC.</summary>
internal sealed class MetricsReceiver(Intake intake) : MetricsService.MetricsServiceBase
{
    /// <inheritdoc />
    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context) => Task.FromResult(intake.Take(request));
}
