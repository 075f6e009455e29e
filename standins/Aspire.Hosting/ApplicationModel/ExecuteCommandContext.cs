namespace Aspire.Hosting.ApplicationModel;

/// <summary>For what a command is executed.</summary>
public sealed class ExecuteCommandContext
{
    /// <summary>The services.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The resource's name.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Cancels the command.</summary>
    public required CancellationToken CancellationToken { get; init; }
}
