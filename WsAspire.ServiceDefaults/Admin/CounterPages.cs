using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>The page <c>/counters</c>: threads, memory, process and connections.</summary>
internal sealed class CounterPages(ConnectionCounters connections, IMeterFactory meters, TimeProvider time) : IAdminPages
{
    private const double LongestSample = 30;

    public IEnumerable<AdminPage> Pages =>
        [AdminPage.Reading("/counters", "thread pool, garbage collector, process, connections; ?sample=SECONDS counts the requests of the next 0.1 to 30 s too", WriteAsync)];

    private async Task WriteAsync(HttpContext context)
    {
        object? requests = null;
        if (context.Request.Query["sample"].ToString() is { Length: > 0 } sample)
        {
            if (!double.TryParse(sample, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds is < 0.1 or > LongestSample)
            {
                await AdminJson.RefuseAsync(context, StatusCodes.Status400BadRequest, "sample: allowed is 0.1 to 30 seconds");
                return;
            }

            requests = await RequestSample.TakeAsync(meters, TimeSpan.FromSeconds(seconds), time, context.RequestAborted);
        }

        await AdminJson.WriteAsync(context, new { threadPool = ReadThreadPool(), gc = ReadCollector(), process = ReadProcess(), connections = connections.Read(), requests });
    }

    private static object ReadThreadPool()
    {
        ThreadPool.GetMinThreads(out var least, out _);
        ThreadPool.GetMaxThreads(out var most, out _);
        return new { threads = ThreadPool.ThreadCount, queued = ThreadPool.PendingWorkItemCount, completed = ThreadPool.CompletedWorkItemCount, min = least, max = most };
    }

    private static object ReadCollector()
    {
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        return new
        {
            heapBytes = GC.GetTotalMemory(forceFullCollection: false),
            committedBytes = memory.TotalCommittedBytes,
            allocatedBytes = GC.GetTotalAllocatedBytes(),
            collections = new[] { GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2) },
            pausePercent = memory.PauseTimePercentage,
            pauseSeconds = GC.GetTotalPauseDuration().TotalSeconds,
            server = System.Runtime.GCSettings.IsServerGC,
        };
    }

    private object ReadProcess()
    {
        using var process = Process.GetCurrentProcess();
        return new
        {
            id = Environment.ProcessId,
            rssBytes = Environment.WorkingSet,
            cpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds,
            processors = Environment.ProcessorCount,
            threads = process.Threads.Count,
            handles = process.HandleCount,
            uptimeSeconds = Math.Round((time.GetUtcNow() - process.StartTime.ToUniversalTime()).TotalSeconds, 1),
        };
    }
}
