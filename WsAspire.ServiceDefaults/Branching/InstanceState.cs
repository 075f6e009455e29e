using Ws.Branches.V1;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>The instance as it is now. Each change makes another state, and ends the wait of those who look at the one before.</summary>
internal sealed class InstanceState(Instance instance)
{
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The instance; never changed.</summary>
    public Instance Instance => instance;

    /// <summary>Ends when there is another state.</summary>
    public Task Replaced => _replaced.Task;

    /// <summary>Tells those who look at this state that there is another.</summary>
    public void Replace() => _replaced.TrySetResult();
}
