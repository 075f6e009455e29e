namespace Aspire.Hosting;

/// <summary>An application that is run or published as its model says.</summary>
public class DistributedApplication(IHost host) : IHost, IAsyncDisposable
{
    /// <inheritdoc/>
    public IServiceProvider Services => host.Services;

    /// <summary>The states of the resources.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>The commands of the resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>Creates a builder without a command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Creates a builder with that command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(new DistributedApplicationOptions { Args = args });

    /// <summary>Creates a builder as <paramref name="options"/> say.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => DistributedApplicationBuilder.Create(options);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        host.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await (host is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var eventing = Services.GetRequiredService<IDistributedApplicationEventing>();
        var context = Services.GetRequiredService<DistributedApplicationExecutionContext>();
        foreach (var subscriber in Services.GetServices<Lifecycle.IDistributedApplicationEventingSubscriber>())
        {
            await subscriber.SubscribeAsync(eventing, context, cancellationToken);
        }

        await eventing.PublishAsync(new BeforeStartEvent(Services, Services.GetRequiredService<DistributedApplicationModel>()), cancellationToken);
        await host.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    /// <summary>Starts, and ends when the application is told to stop (or has been published).</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await StartAsync(cancellationToken);
            await host.WaitForShutdownAsync(cancellationToken);
        }
        finally
        {
            await DisposeAsync();
        }
    }

    /// <summary>Starts, and ends when the application is told to stop (or has been published).</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();
}
