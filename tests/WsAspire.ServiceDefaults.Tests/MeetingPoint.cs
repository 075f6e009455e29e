namespace WsAspire.ServiceDefaults.Tests;

/// <summary>Lets nobody go on before all are there. No thread waits.</summary>
internal sealed class MeetingPoint(int participants)
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = participants;

    public Task ArriveAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _all.SetResult();
        }

        return _all.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
    }
}
