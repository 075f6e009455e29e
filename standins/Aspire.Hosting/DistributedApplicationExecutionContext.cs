namespace Aspire.Hosting;

/// <summary>What is being done with the application: run or publish.</summary>
public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
{
    /// <summary>Creates the context of <paramref name="operation"/>.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation) : this(operation, "manifest") { }

    /// <summary>The publisher.</summary>
    public string PublisherName { get; set; } = publisherName;

    /// <summary>What is done with the application.</summary>
    public DistributedApplicationOperation Operation => operation;

    /// <summary>The services; throws <see cref="InvalidOperationException"/> before the application is built.</summary>
    public IServiceProvider ServiceProvider => Services ?? throw new InvalidOperationException("IServiceProvider is not available: the application has not been built.");

    /// <summary>Whether the manifest is written.</summary>
    public bool IsPublishMode => operation == DistributedApplicationOperation.Publish;

    /// <summary>Whether the application is run.</summary>
    public bool IsRunMode => operation == DistributedApplicationOperation.Run;

    internal IServiceProvider? Services { get; set; }
}
