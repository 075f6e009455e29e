using System.Reflection;

namespace Aspire.Hosting;

/// <summary>Builds the model of an application.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>The AppHost's configuration.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The AppHost's folder; relative paths start there.</summary>
    string AppHostDirectory { get; }

    /// <summary>The AppHost's assembly.</summary>
    Assembly? AppHostAssembly { get; }

    /// <summary>The AppHost's environment.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>The AppHost's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>The events of the application.</summary>
    IDistributedApplicationEventing Eventing { get; }

    /// <summary>What is being done: run or publish.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The resources so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds <paramref name="resource"/>; throws <see cref="DistributedApplicationException"/> when its name is taken.</summary>
    IResourceBuilder<T> AddResource<T>(T resource) where T : IResource;

    /// <summary>Creates a builder of <paramref name="resource"/> without adding it.</summary>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource;

    /// <summary>Builds the application.</summary>
    DistributedApplication Build();
}
