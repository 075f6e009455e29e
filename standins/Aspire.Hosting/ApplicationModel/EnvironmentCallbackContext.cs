using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The variables of a resource while they are gathered.</summary>
public class EnvironmentCallbackContext(
    DistributedApplicationExecutionContext executionContext, Dictionary<string, object>? environmentVariables = null, CancellationToken cancellationToken = default)
{
    private readonly IResource? _resource;

    /// <summary>Creates the context of <paramref name="resource"/>.</summary>
    public EnvironmentCallbackContext(
        DistributedApplicationExecutionContext executionContext, IResource resource, Dictionary<string, object>? environmentVariables = null,
        CancellationToken cancellationToken = default) : this(executionContext, environmentVariables, cancellationToken) => _resource = resource;

    /// <summary>The variables so far: text or values that come later.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; } = environmentVariables ?? [];

    /// <summary>Cancels the gathering.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The resource's log.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>The resource.</summary>
    public IResource Resource => _resource ?? throw new InvalidOperationException("Resource is not set.");

    /// <summary>What is being done: run or publish.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;
}
