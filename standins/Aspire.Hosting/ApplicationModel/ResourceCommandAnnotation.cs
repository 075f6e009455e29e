namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that can be done to a resource by hand.</summary>
public sealed class ResourceCommandAnnotation : IResourceAnnotation
{
    internal ResourceCommandAnnotation(
        string name, string displayName, CommandOptions options, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand) =>
        (Name, DisplayName, DisplayDescription, UpdateState, ExecuteCommand) =
        (name, displayName, options.Description, options.UpdateState ?? (_ => ResourceCommandState.Enabled), executeCommand);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The name that is shown.</summary>
    public string DisplayName { get; }

    /// <summary>What it does.</summary>
    public string? DisplayDescription { get; }

    /// <summary>Whether it can be used.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; }

    /// <summary>Does it.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; }
}
