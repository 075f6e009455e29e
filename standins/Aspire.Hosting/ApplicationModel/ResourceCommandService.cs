namespace Aspire.Hosting.ApplicationModel;

/// <summary>Executes the commands of resources.</summary>
public class ResourceCommandService
{
    private readonly IServiceProvider _services;

    internal ResourceCommandService(IServiceProvider services) => _services = services;

    /// <summary>Executes a command of the resource (or replica) of that id.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        var resource = _services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(resourceId, out var state)
            ? state.Resource
            : _services.GetRequiredService<DistributedApplicationModel>().Resources.SingleOrDefault(r => r.Name == resourceId);
        return resource is null
            ? Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' not found."))
            : ExecuteCommandAsync(resource, resourceId, commandName, cancellationToken);
    }

    /// <summary>Executes a command of <paramref name="resource"/>.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resource, resource.Name, commandName, cancellationToken);

    private async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string id, string commandName, CancellationToken cancellationToken)
    {
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().SingleOrDefault(c => c.Name == commandName);
        if (command is null)
        {
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{id}'.");
        }

        try
        {
            return await command.ExecuteCommand(new() { ServiceProvider = _services, ResourceName = id, CancellationToken = cancellationToken });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception exception)
        {
            return CommandResults.Failure(exception);
        }
    }
}
