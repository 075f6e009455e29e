namespace Aspire.Hosting.Lifecycle;

/// <summary>Subscribes to events when the application starts; registered as a service.</summary>
public interface IDistributedApplicationEventingSubscriber
{
    /// <summary>Subscribes.</summary>
    Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken);
}
