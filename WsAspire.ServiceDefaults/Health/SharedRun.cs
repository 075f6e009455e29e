namespace WsAspire.ServiceDefaults.Health;

/// <summary>Runs something one at a time for all who ask, gives them its result as long as it is fresh, and lets none of them wait longer than a bound.</summary>
/// <param name="run">May take as long as it likes; it is never stopped.</param>
/// <param name="bound">Time after its start from which nobody waits for a run any more.</param>
/// <param name="fresh">Time after its start within which a result is given again.</param>
/// <param name="time">Measures both.</param>
internal sealed class SharedRun<T>(Func<Task<T>> run, TimeSpan bound, TimeSpan fresh, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task<T>? _running;
    private long _startedAt;

    /// <summary>Gives the result of the run that there is, or of a new one.</summary>
    /// <exception cref="TimeoutException">The run is not done within the bound.</exception>
    public async Task<T> AskAsync(CancellationToken cancellationToken)
    {
        Task<T> running;
        TimeSpan age;
        lock (_lock)
        {
            if (_running is null || (_running.IsCompleted && time.GetElapsedTime(_startedAt) >= fresh))
            {
                _startedAt = time.GetTimestamp();
                _running = Task.Run(run, CancellationToken.None);
            }

            running = _running;
            age = time.GetElapsedTime(_startedAt);
        }

        return running.IsCompleted || age < bound
            ? await running.WaitAsync(running.IsCompleted ? Timeout.InfiniteTimeSpan : bound - age, time, cancellationToken)
            : throw new TimeoutException();
    }
}
