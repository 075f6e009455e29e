using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using StandIns.AppHost;
using StandIns.Tests.Orchestration;

namespace StandIns.Tests.Testing;

public sealed class DistributedApplicationTestingBuilderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_AppHost_HasItsWholeModelAndStartsNothing()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<SelfProject>(Cancelled);

        Assert.Equal(["database", "orders", "migrate", "service"], builder.Resources.Select(resource => resource.Name));
        Assert.Equal(2, builder.Resources.OfType<ProjectResource>().Single().GetReplicaCount());
        Assert.True(builder.ExecutionContext.IsRunMode);
        Assert.Equal("Development", builder.Environment.EnvironmentName);
        Assert.Equal("StandIns.AppHost", builder.AppHostAssembly?.GetName().Name);
    }

    [Fact]
    public async Task Create_ArgumentsAndOptions_ReachTheAppHost()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<SelfProject>(
            ["--operation", "publish", "--publisher", "manifest", "--output-path", "x.json", "--stubborn", "1"],
            (_, settings) => settings.EnvironmentName = "Staging",
            Cancelled);

        Assert.True(builder.ExecutionContext.IsPublishMode);
        Assert.Equal("Staging", builder.Environment.EnvironmentName);
        Assert.Contains(builder.Resources, resource => resource.Name == "stubborn");
        await using var app = await builder.BuildAsync(Cancelled);
    }

    [Fact]
    public async Task Create_AssemblyWithoutEntryPoint_Throws()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => DistributedApplicationTestingBuilder.CreateAsync<IResource>(Cancelled));

        Assert.Equal("Assembly of specified type IResource does not have an entry point.", exception.Message);
    }

    [Fact]
    public void Create_InAnOrdinaryTestProject_IsRefusedAsByAspire()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => DistributedApplicationTestingBuilder.Create());

        Assert.StartsWith("No application host assembly was found.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_EntryPointThatFails_PassesItsExceptionOn() => await Assert.ThrowsAsync<FormatException>(
        () => DistributedApplicationTestingBuilder.CreateAsync<SelfProject>(["--fail", "yes"], Cancelled));

    [Fact]
    public async Task NotStarted_EndpointsAndConnectionStrings_AreRefused()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<SelfProject>(Cancelled);
        await using var app = await builder.BuildAsync(Cancelled);

        foreach (var exception in new[]
        {
            Assert.Throws<InvalidOperationException>(() => app.CreateHttpClient("service")),
            Assert.Throws<InvalidOperationException>(() => app.GetEndpoint("service")),
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await app.GetConnectionStringAsync("orders", Cancelled)),
        })
        {
            Assert.Equal("The application must be started before resolving endpoints or connection strings.", exception.Message);
        }
    }

    [Fact]
    public async Task Start_WholeModel_ServesFromBothReplicasAndSurvivesTheDeathOfOne()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<SelfProject>(["--port", "9"], Cancelled);
        await using var app = await builder.BuildAsync(Cancelled);
        await app.StartAsync(Cancelled);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", Cancelled).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);

        Assert.NotEqual(9, app.GetEndpoint("service", "http").Port);
        Assert.Equal("Server=localhost;Database=orders", await app.GetConnectionStringAsync("orders", Cancelled));
        Assert.False(app.ResourceNotifications.TryGetCurrentState("service", out _));
        Assert.True(app.ResourceNotifications.TryGetCurrentState("database", out _));

        var pids = new HashSet<int>();
        for (var deadline = TimeProvider.System.GetTimestamp(); pids.Count < 2 && TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(30);)
        {
            pids.Add(int.Parse((await AskAsync(app))[0], null));
        }

        Assert.Equal(2, pids.Count);
        Assert.StartsWith("service.instance.id=", (await AskAsync(app))[2], StringComparison.Ordinal);
        Assert.NotEqual((await AskAsync(app))[2], (await AskAsync(app))[2]);

        using var victim = System.Diagnostics.Process.GetProcessById(pids.First());
        victim.Kill();
        await victim.WaitForExitAsync(Cancelled);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(pids.Last(), int.Parse((await AskAsync(app))[0], null));
        }

        var database = int.Parse((await PrintedAsync(app, "database", "up ")).Split(' ')[1], null);
        await app.DisposeAsync();
        Assert.False(AppHostProcess.IsAlive(pids.Last()) || AppHostProcess.IsAlive(database));
    }

    [Fact]
    public async Task Start_UnknownNames_AreRefused()
    {
        await using var factory = new DistributedApplicationFactory(typeof(SelfProject));
        Assert.Throws<InvalidOperationException>(() => factory.GetEndpoint("service"));
        await factory.StartAsync(Cancelled);

        Assert.Throws<ArgumentException>(() => factory.CreateHttpClient("nobody"));
        Assert.Throws<ArgumentException>(() => factory.GetEndpoint("service", "grpc"));
        Assert.Throws<ArgumentException>(() => factory.GetEndpoint("orders"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await factory.GetConnectionString("service"));
    }

    private static async Task<string[]> AskAsync(DistributedApplication app)
    {
        // A connection of its own each time: the proxy shares connections out, not requests.
        using var client = app.CreateHttpClient("service");
        client.DefaultRequestHeaders.ConnectionClose = true;
        return (await client.GetStringAsync("/", Cancelled)).Split(' ');
    }

    private static async Task<string> PrintedAsync(DistributedApplication app, string resource, string start)
    {
        await foreach (var lines in app.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(resource).WithCancellation(Cancelled))
        {
            if (lines.FirstOrDefault(line => line.Content.StartsWith(start, StringComparison.Ordinal)).Content is { } found)
            {
                return found;
            }
        }

        throw new InvalidOperationException("It ended.");
    }
}
