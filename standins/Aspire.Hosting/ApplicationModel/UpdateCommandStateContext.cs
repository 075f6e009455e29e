namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state that a command's own state follows.</summary>
public sealed class UpdateCommandStateContext
{
    /// <summary>The resource's state.</summary>
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    /// <summary>The services.</summary>
    public required IServiceProvider ServiceProvider { get; init; }
}
