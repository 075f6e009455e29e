using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StandIns.Tests.Model;

public sealed class ResourceNotificationTests : IDisposable
{
    private readonly IResourceBuilder<ContainerResource> _database;
    private readonly IResourceBuilder<ContainerResource> _app;
    private readonly DistributedApplication _application;

    public ResourceNotificationTests()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        _database = builder.AddContainer("db", "image");
        _app = builder.AddContainer("app", "image").WithCommand("hello", "Hello", context => Task.FromResult(CommandResults.Failure(context.ResourceName)));
        _application = builder.Build();
    }

    private ResourceNotificationService Notifications => _application.ResourceNotifications;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _application.Dispose();

    [Fact]
    public async Task WaitForResource_InAStateOfBefore_ReturnsAtOnce()
    {
        await PublishAsync(_database, KnownResourceStates.Running);

        Assert.Equal("Running", await Notifications.WaitForResourceAsync("DB", ["Running", "Exited"], Cancellation));
    }

    [Fact]
    public async Task WaitForDependencies_UntilHealthy_WaitsForTheReportAndTheReadyHandlers()
    {
        _app.WaitFor(_database);
        TaskCompletionSource ready = new();
        var wait = Notifications.WaitForDependenciesAsync(_app.Resource, Cancellation);
        await PublishAsync(_database, KnownResourceStates.Running, s => s with { HealthReports = [new("check", null, null, null)] });
        Assert.Equal(HealthStatus.Unhealthy, Current("db").HealthStatus);
        await PublishAsync(_database, KnownResourceStates.Running, s => s with { HealthReports = [new("check", HealthStatus.Healthy, null, null)], Ready = ready.Task });
        Assert.False(wait.IsCompleted);

        ready.SetResult();

        await wait;
    }

    [Fact]
    public async Task WaitForDependencies_OnEveryReplica_WaitsForTheLast()
    {
        _database.WithAnnotation(new ResourceInstancesAnnotation(["db-1", "db-2"]));
        _app.WaitFor(_database);
        var wait = Notifications.WaitForDependenciesAsync(_app.Resource, Cancellation);
        await Notifications.PublishUpdateAsync(_database.Resource, "db-1", s => s with { State = KnownResourceStates.Running });
        Assert.False(wait.IsCompleted);
        Assert.True(Notifications.TryGetCurrentState("db", out _));

        await Notifications.PublishUpdateAsync(_database.Resource, "db-2", s => s with { State = KnownResourceStates.Running });

        await wait;
        Assert.False(Notifications.TryGetCurrentState("db", out _));
        Assert.True(Notifications.TryGetCurrentState("db-2", out _));
    }

    [Theory]
    [InlineData(WaitBehavior.StopOnResourceUnavailable, true)]
    [InlineData(WaitBehavior.WaitOnResourceUnavailable, false)]
    public async Task WaitForDependencies_OnAResourceThatFails_StopsIfToldTo(WaitBehavior behavior, bool stops)
    {
        _app.WaitFor(_database, behavior);
        var wait = Notifications.WaitForDependenciesAsync(_app.Resource, Cancellation);

        await PublishAsync(_database, KnownResourceStates.FailedToStart);

        if (stops)
        {
            Assert.Contains("'db' failed to start", (await Assert.ThrowsAsync<DistributedApplicationException>(() => wait)).Message, StringComparison.Ordinal);
        }
        else
        {
            await PublishAsync(_database, KnownResourceStates.Running);
            await wait;
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3, false)]
    public async Task WaitForDependencies_UntilCompletion_LooksAtTheExitCode(int exitCode, bool succeeds)
    {
        _app.WaitForCompletion(_database);
        var wait = Notifications.WaitForDependenciesAsync(_app.Resource, Cancellation);

        await PublishAsync(_database, KnownResourceStates.Exited, s => s with { ExitCode = exitCode });

        if (succeeds)
        {
            await wait;
        }
        else
        {
            Assert.Contains("exit code '3', expected '0'", (await Assert.ThrowsAsync<DistributedApplicationException>(() => wait)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WaitForResourceHealthy_ThatHasStopped_StopsIfToldTo()
    {
        await PublishAsync(_database, KnownResourceStates.Exited);

        await Assert.ThrowsAsync<DistributedApplicationException>(
            () => Notifications.WaitForResourceHealthyAsync("db", WaitBehavior.StopOnResourceUnavailable, Cancellation));
    }

    [Fact]
    public async Task WaitForResource_ThatIsCancelled_EndsCancelled()
    {
        using CancellationTokenSource cancel = new();
        var wait = Notifications.WaitForResourceAsync("db", cancellationToken: cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Command_OfAResource_IsExecutedByItsName()
    {
        Assert.Equal("app", (await _application.ResourceCommands.ExecuteCommandAsync("app", "hello", Cancellation)).ErrorMessage);
        Assert.Contains("not available", (await _application.ResourceCommands.ExecuteCommandAsync("app", "none", Cancellation)).ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("not found", (await _application.ResourceCommands.ExecuteCommandAsync("none", "hello", Cancellation)).ErrorMessage, StringComparison.Ordinal);
    }

    private CustomResourceSnapshot Current(string id) => Notifications.TryGetCurrentState(id, out var state) ? state.Snapshot : throw new KeyNotFoundException(id);

    private Task PublishAsync(IResourceBuilder<IResource> builder, string state, Func<CustomResourceSnapshot, CustomResourceSnapshot>? change = null) =>
        Notifications.PublishUpdateAsync(builder.Resource, s => (change ?? (x => x))(s with { State = state }));
}
