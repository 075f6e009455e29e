using System.Diagnostics;
using System.Diagnostics.Metrics;
using Elastic.Apm.NetCoreAll.Settings;
using Microsoft.Extensions.Logging;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>Counts what did not reach the APM server, and says so at most once a minute.</summary>
internal sealed partial class ApmDrops(ApmSettings settings, TimeProvider clock, IMeterFactory meters)
{
    /// <summary>The meter of <c>elastic.apm.dropped</c>.</summary>
    public const string MeterName = "Elastic.Apm";

    /// <summary>The queue was full.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>The server did not take it.</summary>
    public const string NotSent = "not_sent";

    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    private readonly Counter<long> _counter = meters.Create(MeterName)
        .CreateCounter<long>("elastic.apm.dropped", "{event}", "Spans, log lines and metrics that did not reach the APM server.");

    private long _unsaid;
    private long _silentUntil = long.MinValue;
    private string _problem = "";

    /// <summary>Where it is said; null until the service starts.</summary>
    public ILogger? Logger { get; set; }

    /// <summary>Counts.</summary>
    /// <param name="signal">traces, metrics or logs.</param>
    /// <param name="reason"><see cref="QueueFull"/> or <see cref="NotSent"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="problem">Why, in words.</param>
    public void Add(string signal, string reason, long count, string problem)
    {
        Interlocked.Add(ref _unsaid, count);
        Volatile.Write(ref _problem, problem);

        var silentUntil = Volatile.Read(ref _silentUntil);
        var now = clock.GetTimestamp();
        if (Logger is not null && now >= silentUntil
            && Interlocked.CompareExchange(ref _silentUntil, now + (long)(s_interval.TotalSeconds * clock.TimestampFrequency), silentUntil) == silentUntil)
        {
            Report();
        }

        // Who sees it counted may rely on its having been said.
        _counter.Add(count, new TagList { { "signal", signal }, { "reason", reason } });
    }

    /// <summary>Says what was dropped since it was last said.</summary>
    public void Report()
    {
        if (Logger is { } logger && settings.LogLevel <= LogLevel.Warning && Interlocked.Exchange(ref _unsaid, 0) is > 0 and var count)
        {
            LogDropped(logger, count, Volatile.Read(ref _problem));
        }
    }

    [LoggerMessage(9004, LogLevel.Warning, "{Count} spans, log lines and metrics did not reach Elastic APM: {Problem} (said once a minute)")]
    private static partial void LogDropped(ILogger logger, long count, string problem);
}
