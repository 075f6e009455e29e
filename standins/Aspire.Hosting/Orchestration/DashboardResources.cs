using System.Runtime.CompilerServices;
using Aspire.Dashboard;
using Aspire.Hosting.Orchestration.Output;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration;

/// <summary>What the dashboard is told of the resources, and what it may do to them.</summary>
internal sealed class DashboardResources(
    ResourceNotificationService notifications, ResourceLoggerService logs, ResourceCommandService commands, IServiceProvider services) : IDashboardResources
{
    /// <inheritdoc />
    public async IAsyncEnumerable<DashboardResource> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (change.Snapshot.State?.Text != KnownResourceStates.Hidden)
            {
                yield return Describe(change);
            }
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<IReadOnlyList<DashboardLine>> WatchConsoleAsync(string resourceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Where there is one process only, it prints under the resource's own name.
        var log = notifications.TryGetCurrentState(resourceId, out var state) && ProcessResources.Label(state.Resource, resourceId) == state.Resource.Name
            ? state.Resource.Name : resourceId;
        await foreach (var lines in logs.WatchAsync(log).WithCancellation(cancellationToken))
        {
            yield return [.. lines.Select(line => new DashboardLine(Ansi.Clean(line.Content, colours: false), line.IsErrorMessage))];
        }
    }

    /// <inheritdoc />
    public async Task<string?> ExecuteAsync(string resourceId, string command, CancellationToken cancellationToken)
    {
        var result = await commands.ExecuteCommandAsync(resourceId, command, cancellationToken);
        return result.Success ? null : result.ErrorMessage ?? "It was cancelled.";
    }

    private DashboardResource Describe(ResourceEvent change)
    {
        var (resource, state) = (change.Resource, change.Snapshot);
        return new(
            change.ResourceId,
            resource.Name,
            ProcessResources.Label(resource, change.ResourceId),
            state.ResourceType,
            state.State?.Text ?? "",
            state.HealthReports.IsEmpty ? "" : state.HealthStatus?.ToString() ?? "",
            state.State?.Text != KnownResourceStates.Running ? "" : string.Join(
                "; ", state.HealthReports.Where(report => report.Status is not (null or HealthStatus.Healthy)).Select(report => $"{report.Name} {report.Description}".TrimEnd())),
            state.ExitCode,
            state.StartTimeStamp,
            [.. state.Urls.Where(url => !url.IsInternal).Select(url => url.Url)],
            [.. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => (Command: command, State: StateOf(command, state)))
                .Where(item => item.State != ResourceCommandState.Hidden)
                .Select(item => new DashboardCommand(item.Command.Name, item.Command.DisplayName, item.Command.DisplayDescription, item.State == ResourceCommandState.Enabled))]);
    }

    private ResourceCommandState StateOf(ResourceCommandAnnotation command, CustomResourceSnapshot state) =>
        command.UpdateState(new() { ResourceSnapshot = state, ServiceProvider = services });
}
