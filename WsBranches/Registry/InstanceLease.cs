namespace WsBranches.Registry;

/// <summary>What holds an instance in the registry: its stream. It ends when the instance is silent for too long, or registers elsewhere.</summary>
internal sealed class InstanceLease : IDisposable
{
    /// <summary>The longest silence of an instance that nobody debugs.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(3);

    // A timer that is late by more has waited with this process: whoever was stopped has heard nobody.
    private static readonly TimeSpan s_lateness = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end;
    private readonly ITimer _silence;
    private TimeSpan _limit = SilenceLimit;
    private long _lastHeard;

    /// <summary>Starts to wait for the first word.</summary>
    /// <param name="time">Measures the silence.</param>
    /// <param name="tokens">End the lease, too.</param>
    public InstanceLease(TimeProvider time, params ReadOnlySpan<CancellationToken> tokens)
    {
        _time = time;
        _end = tokens.IsEmpty ? new CancellationTokenSource() : CancellationTokenSource.CreateLinkedTokenSource(tokens);
        Token = _end.Token;
        _lastHeard = time.GetTimestamp();
        _silence = time.CreateTimer(static self => ((InstanceLease)self!).Expire(), this, _limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Is cancelled when the lease ends.</summary>
    public CancellationToken Token { get; }

    /// <summary>Why it ended; closed as long as nothing else did.</summary>
    public LeaseEnd Reason { get; private set; }

    /// <summary>The instance; null before the first word, and after it was taken out. The registry's to change.</summary>
    public RegisteredInstance? Current { get; set; }

    /// <summary>How long it has been silent.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _lastHeard));

    /// <summary>Counts the silence from now on.</summary>
    /// <param name="limit">The most from now on; null keeps it, infinite is none.</param>
    public void Hear(TimeSpan? limit = null)
    {
        _limit = limit ?? _limit;
        Volatile.Write(ref _lastHeard, _time.GetTimestamp());
        _silence.Change(_limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the lease. Those who wait for that go on elsewhere.</summary>
    public void End(LeaseEnd reason)
    {
        Reason = reason;
        try
        {
            _ = _end.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // Its stream ended a moment before.
        }
    }

    public void Dispose()
    {
        _silence.Dispose();
        _end.Dispose();
    }

    private void Expire()
    {
        if (Silence > _limit + s_lateness)
        {
            Hear();
        }
        else
        {
            End(LeaseEnd.Silent);
        }
    }
}
