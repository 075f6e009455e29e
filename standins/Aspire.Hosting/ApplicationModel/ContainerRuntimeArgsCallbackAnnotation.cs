namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds arguments for the program that runs containers.</summary>
public sealed class ContainerRuntimeArgsCallbackAnnotation(Func<ContainerRuntimeArgsCallbackContext, Task> callback) : IResourceAnnotation
{
    /// <summary>Adds arguments.</summary>
    public ContainerRuntimeArgsCallbackAnnotation(Action<IList<object>> callback)
        : this(Callbacks.Of<ContainerRuntimeArgsCallbackContext>(context => callback(context.Args))) { }

    /// <summary>Adds the arguments.</summary>
    public Func<ContainerRuntimeArgsCallbackContext, Task> Callback { get; } = callback;
}
