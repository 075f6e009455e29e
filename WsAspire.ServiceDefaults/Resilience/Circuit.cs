namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>Whether one method of one service is called now. Closed: yes. Open: no, until the break is over; then one call tries, and its success closes the circuit again.</summary>
/// <remarks>A call costs one read of a field before and one exchange of a number after it; there is no lock.</remarks>
internal sealed class Circuit
{
    private readonly Circuits _all;
    private readonly CallWindow _window = new();

    // When an open circuit lets the next call try, as a timestamp; 0 while it is closed.
    private long _nextTry;

    public Circuit(CircuitKey key, Circuits all)
    {
        Key = key;
        _all = all;
        Normal = new CircuitCall(this, isTry: false, countsDeadline: true);
        Hurried = new CircuitCall(this, isTry: false, countsDeadline: false);
        Try = new CircuitCall(this, isTry: true, countsDeadline: true);
    }

    public CircuitKey Key { get; }

    public bool IsOpen => Volatile.Read(ref _nextTry) != 0;

    /// <summary>Time until the next call may try.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            var left = _all.Time.GetElapsedTime(_all.Time.GetTimestamp(), Volatile.Read(ref _nextTry));
            return left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
        }
    }

    private CircuitCall Normal { get; }

    private CircuitCall Hurried { get; }

    private CircuitCall Try { get; }

    /// <summary>Asks to make a call.</summary>
    /// <param name="timeout">The time that it has.</param>
    /// <returns>What takes its outcome; null where the circuit is open.</returns>
    public CircuitCall? TryEnter(TimeSpan timeout)
    {
        var nextTry = Volatile.Read(ref _nextTry);
        if (nextTry == 0)
        {
            return timeout >= _all.Options.MinimumTimeout ? Normal : Hurried;
        }

        var now = _all.Time.GetTimestamp();
        return now >= nextTry && Interlocked.CompareExchange(ref _nextTry, AfterBreak(now), nextTry) == nextTry ? Try : null;
    }

    /// <summary>Counts a call while the circuit is closed, and opens it where too many failed.</summary>
    public void Count(bool failed)
    {
        if (IsOpen)
        {
            return;
        }

        var options = _all.Options;
        var now = _all.Time.GetTimestamp();
        var slot = (uint)(now / Math.Max(1, (long)(options.SamplingDuration.TotalSeconds * _all.Time.TimestampFrequency) / 10));
        _window.Add(slot, failed);
        if (!failed)
        {
            return;
        }

        var (calls, failures) = _window.Sum(slot);
        if (calls >= options.MinimumThroughput && failures >= options.FailureRatio * calls && Interlocked.CompareExchange(ref _nextTry, AfterBreak(now), 0) == 0)
        {
            _all.HasOpened(this, calls, failures);
        }
    }

    /// <summary>Decides by the call that tried.</summary>
    /// <param name="failed">Null where it was given up: then the next one tries.</param>
    public void Decide(bool? failed)
    {
        switch (failed)
        {
            case true:
                Volatile.Write(ref _nextTry, AfterBreak(_all.Time.GetTimestamp()));
                break;
            case false:
                _window.Clear();
                if (Interlocked.Exchange(ref _nextTry, 0) != 0)
                {
                    _all.HasClosed(this);
                }

                break;
            default:
                Volatile.Write(ref _nextTry, Math.Max(1, _all.Time.GetTimestamp()));
                break;
        }
    }

    private long AfterBreak(long now) => Math.Max(1, now + (long)(_all.Options.BreakDuration.TotalSeconds * _all.Time.TimestampFrequency));
}
