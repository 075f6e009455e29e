using System.Collections.Concurrent;
using System.Diagnostics;

namespace WsAspire.Conformance.Tests.Fleet;

/// <summary>What the spans of this process say of who served, by trace.</summary>
public sealed class SpanCollector : IDisposable
{
    private readonly ConcurrentDictionary<ActivityTraceId, ConcurrentQueue<string>> _served = [];
    private readonly ActivityListener _listener;

    public SpanCollector()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Who served in a trace, such as <c>ws-bff=test(no-instance)</c>; in no order.</summary>
    public IReadOnlyCollection<string> Served(ActivityTraceId trace) => _served.GetValueOrDefault(trace) ?? [];

    public void Dispose() => _listener.Dispose();

    private void Keep(Activity span)
    {
        if (span.GetTagItem(InstanceFleet.ServiceTag) is string service && span.GetTagItem("branch") is string branch)
        {
            var reason = span.GetTagItem("ws.branch.reason") is string text ? $"({text})" : "";
            _served.GetOrAdd(span.TraceId, _ => []).Enqueue($"{service}={branch}{reason}");
        }
    }
}
