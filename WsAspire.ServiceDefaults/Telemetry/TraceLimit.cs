using System.Diagnostics.Metrics;
using OpenTelemetry.Trace;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>Records traces up to a number in a second, whole: a receiver that cannot take more would be sent pieces of all.</summary>
/// <remarks>What was not used is saved for a second. It is asked where a trace begins; the others follow.</remarks>
internal sealed class TraceLimit : Sampler
{
    private static readonly SamplingResult s_record = new(SamplingDecision.RecordAndSample);
    private static readonly SamplingResult s_leaveOut = new(SamplingDecision.Drop);

    private readonly TimeProvider _time;
    private readonly long _step;
    private long _next = long.MinValue;
    private long _leftOut;

    /// <param name="perSecond">How many, at least 1.</param>
    /// <param name="time">Measures the second.</param>
    /// <param name="meters">Makes the meter of <c>ws.trace.left_out</c>.</param>
    public TraceLimit(int perSecond, TimeProvider time, IMeterFactory meters)
    {
        _time = time;
        _step = Math.Max(1, time.TimestampFrequency / perSecond);
        meters.Create(SpanQueue.MeterName).CreateObservableCounter("ws.trace.left_out", () => Interlocked.Read(ref _leftOut), "{trace}", "Traces without spans, as there were too many in their second.");
    }

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        if (TryTake())
        {
            return s_record;
        }

        Interlocked.Increment(ref _leftOut);
        return s_leaveOut;
    }

    private bool TryTake()
    {
        var now = _time.GetTimestamp();
        while (true)
        {
            var next = Volatile.Read(ref _next);
            var taken = Math.Max(next, now - _time.TimestampFrequency) + _step;
            if (taken > now)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _next, taken, next) == next)
            {
                return true;
            }
        }
    }
}
