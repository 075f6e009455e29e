using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(WsAspire.IntegrationTests.SystemFixture))]

namespace WsAspire.IntegrationTests;

/// <summary>The whole system, started once from the AppHost: real processes, a real database, random ports, nothing kept.</summary>
public sealed class SystemFixture : IAsyncLifetime
{
    /// <summary>Tests of the one system run one after the other: some of them stop parts of it.</summary>
    public const string Collection = "the system";

    private static readonly TimeSpan s_buildTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(90);
    private DistributedApplication? _app;

    /// <summary>The running application.</summary>
    public DistributedApplication App => _app ?? throw new InvalidOperationException("The system has not been started.");

    /// <summary>Front door of the BFF.</summary>
    public Uri Bff => FrontDoor("ws-bff");

    /// <summary>Front door of ws-order: gRPC and JSON.</summary>
    public Uri Order => FrontDoor("ws-order");

    public async ValueTask InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder
            .CreateAsync<Projects.WsAspire_AppHost>(["--containers", "false", "--ephemeral", "true", "--ports", "random"])
            .WaitAsync(s_buildTimeout);
        _app = await builder.BuildAsync().WaitAsync(s_buildTimeout);
        await _app.StartAsync().WaitAsync(s_startTimeout);
        await WaitUntilHealthyAsync("ws-bff");
        await WaitUntilHealthyAsync("ws-order");
    }

    /// <summary>Waits until a resource is healthy; when it takes too long, the failure holds what its processes printed.</summary>
    public async Task WaitUntilHealthyAsync(string resource)
    {
        using var timeout = new CancellationTokenSource(s_startTimeout);
        try
        {
            await App.ResourceNotifications.WaitForResourceHealthyAsync(resource, timeout.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or DistributedApplicationException)
        {
            throw new InvalidOperationException($"{resource} did not become healthy:\n{await LogsAsync()}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }

    // Where there is a proxy, callers come in by that.
    private Uri FrontDoor(string service) => App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Any(resource => resource.Name == "envoy")
        ? App.GetEndpoint("envoy", service)
        : App.GetEndpoint(service, "http");

    /// <summary>The last lines of every resource.</summary>
    private async Task<string> LogsAsync()
    {
        var loggers = App.Services.GetRequiredService<ResourceLoggerService>();
        var lines = new List<string>();
        foreach (var resource in App.Services.GetRequiredService<DistributedApplicationModel>().Resources)
        {
            await foreach (var batch in loggers.GetAllAsync(resource))
            {
                lines.AddRange(batch.Select(line => $"{resource.Name}: {line.Content}"));
            }
        }

        return string.Join('\n', lines.TakeLast(100));
    }
}
