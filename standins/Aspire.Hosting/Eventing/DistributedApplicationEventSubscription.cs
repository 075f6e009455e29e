namespace Aspire.Hosting.Eventing;

/// <summary>A subscription, to be ended by <see cref="IDistributedApplicationEventing.Unsubscribe"/>.</summary>
public class DistributedApplicationEventSubscription(Func<IDistributedApplicationEvent, CancellationToken, Task> callback)
{
    /// <summary>Handles the event.</summary>
    public Func<IDistributedApplicationEvent, CancellationToken, Task> Callback { get; } = callback;
}
