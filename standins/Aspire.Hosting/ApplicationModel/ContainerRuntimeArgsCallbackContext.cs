namespace Aspire.Hosting.ApplicationModel;

/// <summary>The arguments of the program that runs containers while they are gathered.</summary>
public sealed class ContainerRuntimeArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    /// <summary>The arguments so far.</summary>
    public IList<object> Args { get; } = args;

    /// <summary>Cancels the gathering.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
