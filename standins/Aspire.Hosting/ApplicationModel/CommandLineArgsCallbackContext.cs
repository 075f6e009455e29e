using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The arguments of a resource while they are gathered.</summary>
public sealed class CommandLineArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    private readonly IResource? _resource;

    /// <summary>Creates the context of <paramref name="resource"/>.</summary>
    public CommandLineArgsCallbackContext(IList<object> args, IResource resource, CancellationToken cancellationToken = default)
        : this(args, cancellationToken) => _resource = resource;

    /// <summary>The arguments so far: text or values that come later.</summary>
    public IList<object> Args { get; } = args;

    /// <summary>Cancels the gathering.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>What is being done: run or publish.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; init; } = new(DistributedApplicationOperation.Run);

    /// <summary>The resource's log.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The resource.</summary>
    public IResource Resource => _resource ?? throw new InvalidOperationException("Resource is not set.");
}
