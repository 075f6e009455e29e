using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The AppHost's builder, with what a test needs besides.</summary>
internal sealed class TestingBuilder(
    IDistributedApplicationBuilder inner, Func<CancellationToken, Task<DistributedApplication>> build, Action leave) : IDistributedApplicationTestingBuilder
{
    private DistributedApplication? _application;

    /// <inheritdoc />
    public ConfigurationManager Configuration => inner.Configuration;

    /// <inheritdoc />
    public string AppHostDirectory => inner.AppHostDirectory;

    /// <inheritdoc />
    public Assembly? AppHostAssembly => inner.AppHostAssembly;

    /// <inheritdoc />
    public IHostEnvironment Environment => inner.Environment;

    /// <inheritdoc />
    public IServiceCollection Services => inner.Services;

    /// <inheritdoc />
    public DistributedApplicationExecutionContext ExecutionContext => inner.ExecutionContext;

    /// <inheritdoc />
    public IDistributedApplicationEventing Eventing => inner.Eventing;

    /// <inheritdoc />
    public IResourceCollection Resources => inner.Resources;

    /// <inheritdoc />
    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource => inner.AddResource(resource);

    /// <inheritdoc />
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => inner.CreateResourceBuilder(resource);

    /// <inheritdoc />
    public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

    /// <inheritdoc />
    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => _application = await build(cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        leave();
        _application?.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        leave();
        await (_application?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
