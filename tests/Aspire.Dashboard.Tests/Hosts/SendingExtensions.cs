using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Tests.Hosts;

/// <summary>Sends telemetry by gRPC; when it is answered, it is kept.</summary>
internal static class SendingExtensions
{
    public static async Task<ExportTraceServiceResponse> SendAsync(this TestDashboard dashboard, ExportTraceServiceRequest request) =>
        await new TraceService.TraceServiceClient(dashboard.Channel).ExportAsync(request, TestDashboard.Headers, cancellationToken: TestContext.Current.CancellationToken);

    public static async Task<ExportLogsServiceResponse> SendAsync(this TestDashboard dashboard, ExportLogsServiceRequest request) =>
        await new LogsService.LogsServiceClient(dashboard.Channel).ExportAsync(request, TestDashboard.Headers, cancellationToken: TestContext.Current.CancellationToken);
}
