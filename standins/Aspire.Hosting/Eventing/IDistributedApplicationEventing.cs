namespace Aspire.Hosting.Eventing;

/// <summary>Publishes what happens to the application and its resources.</summary>
public interface IDistributedApplicationEventing
{
    /// <summary>Calls <paramref name="callback"/> at each <typeparamref name="T"/>.</summary>
    DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationEvent;

    /// <summary>Calls <paramref name="callback"/> at each <typeparamref name="T"/> of <paramref name="resource"/>.</summary>
    DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent;

    /// <summary>Ends a subscription.</summary>
    void Unsubscribe(DistributedApplicationEventSubscription subscription);

    /// <summary>Calls the subscribers one after the other.</summary>
    Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent;

    /// <summary>Calls the subscribers.</summary>
    Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent;
}
