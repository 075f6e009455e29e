namespace Aspire.Hosting.Orchestration;

/// <summary>The commands that Aspire gives every resource with a process: resource-start, resource-stop, resource-restart.</summary>
internal static class LifecycleCommands
{
    /// <summary>Adds the commands to a resource.</summary>
    public static void Add(ResourceSupervisor supervisor, IResource resource)
    {
        Add("resource-start", "Start", running: false, context => supervisor.StartAsync(context.ResourceName, context.CancellationToken));
        Add("resource-stop", "Stop", running: true, context => supervisor.StopAsync(context.ResourceName, context.CancellationToken));
        Add("resource-restart", "Restart", running: true, async context =>
        {
            await supervisor.StopAsync(context.ResourceName, context.CancellationToken);
            await supervisor.StartAsync(context.ResourceName, context.CancellationToken);
        });

        void Add(string name, string displayName, bool running, Func<ExecuteCommandContext, Task> execute) => resource.Annotations.Add(
            new ResourceCommandAnnotation(name, displayName, new CommandOptions { UpdateState = state => Offer(state, running) }, async context =>
            {
                await execute(context);
                return CommandResults.Success();
            }));
    }

    private static ResourceCommandState Offer(UpdateCommandStateContext context, bool running) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running == running ? ResourceCommandState.Enabled : ResourceCommandState.Hidden;
}
