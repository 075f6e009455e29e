using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace StandIns.Tests.Orchestration;

/// <summary>A model of small shell scripts, run in this process with a quiet console and random ports.</summary>
internal sealed class RunningModel : IAsyncDisposable, ILoggerProvider
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private DistributedApplication? _app;

    public RunningModel(params string[] arguments)
        : this(new DistributedApplicationOptions { Args = arguments })
    {
    }

    public RunningModel(DistributedApplicationOptions options)
    {
        options.Args = ["--StandIn:Console=false", "--DcpPublisher:RandomizePorts=true", .. options.Args ?? []];
        Builder = DistributedApplication.CreateBuilder(options);
        Builder.Services.AddSingleton<ILoggerProvider>(this);
    }

    public IDistributedApplicationBuilder Builder { get; }

    public DistributedApplication App => _app ??= Builder.Build();

    /// <summary>What the AppHost logged at Information and above.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>What happened, in the order in which tests noted it.</summary>
    public ConcurrentQueue<string> Notes { get; } = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A script that runs until it is told to stop, unless it ends by itself.</summary>
    public IResourceBuilder<ExecutableResource> Script(string name, string script = "echo up; while :; do sleep 0.05; done") =>
        Builder.AddExecutable(name, "bash", "/", "-c", script);

    /// <summary>A health check whose answer the test sets.</summary>
    public void AddCheck(string key, Func<HealthStatus> status) =>
        Builder.Services.AddHealthChecks().AddCheck(key, () => new HealthCheckResult(status(), $"{key} is {status()}"));

    public Task<ResourceEvent> StateAsync(string resource, string state) => StateAsync(resource, e => e.Snapshot.State?.Text == state);

    public Task<ResourceEvent> StateAsync(string resource, Func<ResourceEvent, bool> predicate) =>
        App.ResourceNotifications.WaitForResourceAsync(resource, predicate, Cancelled).WaitAsync(s_patience, Cancelled);

    public Task StartAsync() => App.StartAsync(Cancelled).WaitAsync(s_patience, Cancelled);

    public Task StopAsync() => App.StopAsync(Cancelled).WaitAsync(s_patience, Cancelled);

    /// <summary>The first line of a resource's output for which the condition holds.</summary>
    public async Task<string> LineAsync(string resource, Func<string, bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(s_patience);
        await foreach (var lines in App.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(resource).WithCancellation(patience.Token))
        {
            if (lines.FirstOrDefault(line => condition(line.Content)).Content is { } found)
            {
                return found;
            }
        }

        throw new InvalidOperationException($"{resource} did not print it.");
    }

    public async Task<string> ExecuteAsync(string resource, string command)
    {
        var result = await App.ResourceCommands.ExecuteCommandAsync(resource, command, Cancelled).WaitAsync(s_patience, Cancelled);
        return result.Success ? "" : result.ErrorMessage ?? "cancelled";
    }

    public async ValueTask DisposeAsync() => await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Logger(Log);

    void IDisposable.Dispose()
    {
        // The log stays readable.
    }

    private sealed class Logger(ConcurrentQueue<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue(formatter(state, exception));
    }
}
