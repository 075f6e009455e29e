using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>An AppHost's entry point, run on a thread of its own: held before Build until the test asks for that, and left right after it.</summary>
internal sealed class EntryPointRun(Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    : AppHostEntryPoint, IDisposable
{
    private readonly TaskCompletionSource<IDistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs the entry point up to Build.</summary>
    public Task<IDistributedApplicationBuilder> StartAsync()
    {
        var main = entryPoint.Assembly.EntryPoint
            ?? throw new InvalidOperationException($"Assembly of specified type {entryPoint.Name} does not have an entry point.");
        _ = Task.Factory.StartNew(() => Run(main), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return _builder.Task;
    }

    /// <summary>Creates a builder in the calling flow instead, with the settings of tests.</summary>
    public IDistributedApplicationBuilder CreateHere()
    {
        try
        {
            Current = this;
            return DistributedApplication.CreateBuilder(args);
        }
        finally
        {
            Current = null;
        }
    }

    /// <summary>Lets the entry point build.</summary>
    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult(true);
        return _application.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Leaves an entry point that still waits to build.</summary>
    public void Dispose() => _mayBuild.TrySetResult(false);

    internal override void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.AssemblyName = entryPoint.Assembly.GetName().Name;
        options.Args = (options.Args ?? []).SequenceEqual(args) ? args : [.. options.Args ?? [], .. args];
        options.DisableDashboard = true;
        settings.EnvironmentName = Environments.Development;
        (settings.Configuration ??= new()).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DcpPublisher:RandomizePorts"] = "true",
            ["StandIn:Console"] = "false",
        });
        configure(options, settings);
    }

    internal override void Building(IDistributedApplicationBuilder builder)
    {
        builder.Services.AddHttpClient();
        if (_builder.TrySetResult(builder) && !_mayBuild.Task.GetAwaiter().GetResult())
        {
            throw new HostAbortedException();
        }
    }

    internal override void Built(DistributedApplication app)
    {
        _application.SetResult(app);
        throw new HostAbortedException();
    }

    private void Run(MethodInfo main)
    {
        Current = this;
        Exception error = new InvalidOperationException($"The entry point of {entryPoint.Assembly.GetName().Name} ended without building an application.");
        try
        {
            main.Invoke(null, main.GetParameters().Length == 0 ? null : [args]);
        }
        catch (TargetInvocationException exception)
        {
            error = exception.InnerException!;
        }

        _builder.TrySetException(error);
        _application.TrySetException(error);
        _ = _application.Task.Exception;
    }
}
