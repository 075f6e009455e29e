namespace Aspire.Hosting.Eventing;

/// <summary>Publishes what happens to the application and its resources.</summary>
public class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private ImmutableList<(Type Type, DistributedApplicationEventSubscription Subscription)> _subscriptions = [];

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationEvent
    {
        DistributedApplicationEventSubscription subscription = new((@event, cancellationToken) => callback((T)@event, cancellationToken));
        ImmutableInterlocked.Update(ref _subscriptions, list => list.Add((typeof(T), subscription)));
        return subscription;
    }

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent =>
        Subscribe<T>((@event, cancellationToken) => @event.Resource == resource ? callback(@event, cancellationToken) : Task.CompletedTask);

    /// <inheritdoc/>
    public void Unsubscribe(DistributedApplicationEventSubscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, list => list.RemoveAll(s => s.Subscription == subscription));

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent =>
        PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        var handlers = _subscriptions.Where(s => s.Type == typeof(T)).Select(s => s.Subscription.Callback).ToList();
        async Task OneByOne()
        {
            foreach (var handler in handlers)
            {
                await handler(@event, cancellationToken);
            }
        }

        Task Together() => Task.WhenAll(handlers.Select(handler => handler(@event, cancellationToken)));
        switch (dispatchBehavior)
        {
            case EventDispatchBehavior.BlockingSequential:
                return OneByOne();
            case EventDispatchBehavior.BlockingConcurrent:
                return Together();
            default:
                _ = Task.Run(dispatchBehavior == EventDispatchBehavior.NonBlockingSequential ? OneByOne : Together, CancellationToken.None);
                return Task.CompletedTask;
        }
    }
}
