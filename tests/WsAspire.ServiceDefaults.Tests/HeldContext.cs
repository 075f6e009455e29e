namespace WsAspire.ServiceDefaults.Tests;

/// <summary>Holds back whatever goes on after an await, until it is let.</summary>
internal sealed class HeldContext : SynchronizationContext
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Post(SendOrPostCallback d, object? state) => _ = _released.Task.ContinueWith(_ => d(state), TaskScheduler.Default);

    /// <summary>Begins something here.</summary>
    public T Begin<T>(Func<T> begin)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            return begin();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Lets it go on.</summary>
    public void Release() => _released.SetResult();
}
