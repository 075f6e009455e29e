using Microsoft.AspNetCore.Http;

namespace WsAspire.ServiceDefaults.Deadlines;

/// <summary>The time that is left to a request which did not come as gRPC; a feature of the request while it runs.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly long _since;
    private readonly CancellationTokenSource _end;
    private readonly ITimer? _timer;
    private volatile bool _hasPassed;

    /// <summary>Starts the clock.</summary>
    /// <param name="timeout">Zero has passed at once.</param>
    /// <param name="time">Measures, so that a clock which is set does not matter.</param>
    /// <param name="aborted">Ends when the caller leaves.</param>
    public RequestDeadline(TimeSpan timeout, TimeProvider time, CancellationToken aborted)
    {
        _time = time;
        _timeout = timeout;
        _since = time.GetTimestamp();
        _end = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        if (timeout <= TimeSpan.Zero)
        {
            Pass();
        }
        else
        {
            _timer = time.CreateTimer(static self => ((RequestDeadline)self!).Pass(), this, timeout, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends with the deadline, or when the caller leaves.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Whether the time is over.</summary>
    public bool HasPassed => _hasPassed;

    /// <summary>What is left, zero at the end.</summary>
    public TimeSpan Remaining => _hasPassed ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Max(0, (_timeout - _time.GetElapsedTime(_since)).Ticks));

    /// <summary>When the time is over, by the clock as it is now.</summary>
    public DateTime End => _time.GetUtcNow().UtcDateTime + Remaining;

    /// <summary>Whether the request has a deadline of this kind that has passed.</summary>
    public static bool HasPassedFor(HttpContext? context) => context?.Features.Get<RequestDeadline>()?.HasPassed == true;

    public void Dispose()
    {
        _timer?.Dispose();
        _end.Dispose();
    }

    private void Pass()
    {
        _hasPassed = true;
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The answer was complete a moment before.
        }
    }
}
