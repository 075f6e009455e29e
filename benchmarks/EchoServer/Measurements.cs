namespace EchoServer;

/// <summary>What the process has used so far; the difference of two readings is the cost of what came between.</summary>
internal static class Measurements
{
    /// <summary><c>GET /measurements</c>: bytes allocated, processor time in microseconds, collections of generation 0 and 2.</summary>
    public static void MapMeasurements(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/measurements", () =>
        $"{GC.GetTotalAllocatedBytes(precise: true)} {(long)Environment.CpuUsage.TotalTime.TotalMicroseconds} {GC.CollectionCount(0)} {GC.CollectionCount(2)}");
}
