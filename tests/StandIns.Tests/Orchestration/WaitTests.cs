using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StandIns.Tests.Orchestration;

public sealed class WaitTests
{
    [Fact]
    public async Task WaitFor_UnhealthyDependency_StartsOnceItIsHealthyAndItsReadyHandlersAreDone()
    {
        await using var model = new RunningModel();
        var (status, handled) = (HealthStatus.Unhealthy, new TaskCompletionSource());
        model.AddCheck("a-check", () => status);
        var a = model.Script("a").WithHealthCheck("a-check").OnResourceReady((_, _, _) => handled.Task);
        model.Script("b").WaitFor(a);

        var starting = model.StartAsync();
        await model.StateAsync("b", KnownResourceStates.Waiting);
        await model.StateAsync("a", e => e.Snapshot.HealthStatus == HealthStatus.Unhealthy);
        Assert.False(starting.IsCompleted);
        status = HealthStatus.Healthy;
        await model.StateAsync("a", e => e.Snapshot.HealthStatus == HealthStatus.Healthy);
        Assert.Equal(KnownResourceStates.Waiting, StateOf(model, "b"));
        handled.SetResult();

        await starting;
        Assert.Equal(KnownResourceStates.Running, StateOf(model, "b"));
    }

    [Fact]
    public async Task WaitFor_NoHealthCheckButAReadyHandler_WaitsForTheHandler()
    {
        await using var model = new RunningModel();
        var handled = new TaskCompletionSource();
        var a = model.Script("a").OnResourceReady((_, _, _) => handled.Task);
        model.Script("b").WaitFor(a);

        var starting = model.StartAsync();
        await model.StateAsync("a", KnownResourceStates.Running);
        await model.StateAsync("b", KnownResourceStates.Waiting);
        Assert.False(starting.IsCompleted);
        handled.SetResult();

        await starting;
        Assert.Equal(KnownResourceStates.Running, StateOf(model, "b"));
    }

    [Fact]
    public async Task WaitForStart_UnhealthyDependency_DoesNotWaitForItsHealth()
    {
        await using var model = new RunningModel();
        model.AddCheck("never", () => HealthStatus.Unhealthy);
        var a = model.Script("a").WithHealthCheck("never");
        model.Script("b").WaitForStart(a);

        await model.StartAsync();

        Assert.Equal(KnownResourceStates.Running, StateOf(model, "b"));
    }

    [Theory]
    [InlineData(0, 0, "Running")]
    [InlineData(3, 3, "Running")]
    [InlineData(3, 0, "FailedToStart")]
    [InlineData(0, 3, "FailedToStart")]
    public async Task WaitForCompletion_ExitCode_HasToBeTheExpectedOne(int code, int expected, string state)
    {
        await using var model = new RunningModel();
        var a = model.Script("a", $"exit {code}");
        model.Script("b").WaitForCompletion(a, expected);

        await model.StartAsync();

        Assert.Equal(state, StateOf(model, "b"));
        Assert.Equal(state == "FailedToStart", model.Log.Any(line => line.Contains($"exit code '{code}', expected '{expected}'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("exit 5")]
    [InlineData("exit 0")]
    public async Task WaitFor_DependencyEndsBeforeItIsHealthy_FailsAtOnce(string script)
    {
        await using var model = new RunningModel();
        model.AddCheck("never", () => HealthStatus.Unhealthy);
        var a = model.Script("a", script).WithHealthCheck("never");
        model.Script("b").WaitFor(a);

        await model.StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, StateOf(model, "b"));
        Assert.Contains("b could not be started: Dependency resource 'a' failed to start.", model.Log);
    }

    [Fact]
    public async Task WaitForCompletion_DependencyCannotStart_Fails()
    {
        await using var model = new RunningModel();
        var a = model.Builder.AddExecutable("a", "no-such-program", "/");
        model.Script("b").WaitForCompletion(a);

        await model.StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, StateOf(model, "b"));
        Assert.Contains("a could not be started: There is no program 'no-such-program' (looked in PATH).", model.Log);
    }

    [Fact]
    public async Task Resources_WithoutWaits_StartTogether()
    {
        await using var model = new RunningModel();
        var (a, b) = (new TaskCompletionSource(), new TaskCompletionSource());
        model.Script("a").OnBeforeResourceStarted((_, _, _) => { a.SetResult(); return b.Task; });
        model.Script("b").OnBeforeResourceStarted((_, _, _) => { b.SetResult(); return a.Task; });

        await model.StartAsync();

        Assert.Equal(KnownResourceStates.Running, StateOf(model, "a"));
        Assert.Equal(KnownResourceStates.Running, StateOf(model, "b"));
    }

    [Fact]
    public async Task WaitFor_ConnectionString_WaitsForWhatItIsMadeOf()
    {
        await using var model = new RunningModel();
        var status = HealthStatus.Unhealthy;
        model.AddCheck("db-check", () => status);
        var db = model.Script("db").WithEndpoint(name: "tcp", isProxied: false, port: new Aspire.Hosting.Orchestration.PortAllocator().Next()).WithHealthCheck("db-check");
        var orders = model.Builder.AddConnectionString("orders", ReferenceExpression.Create($"Port={db.GetEndpoint("tcp").Property(EndpointProperty.Port)}"));
        model.Script("service", "echo \"got $ConnectionStrings__orders\"; sleep 300").WithReference(orders).WaitFor(orders);

        var starting = model.StartAsync();
        await model.StateAsync("service", KnownResourceStates.Waiting);
        await model.StateAsync("db", e => e.Snapshot.HealthReports.Any(r => r.Status == HealthStatus.Unhealthy));
        Assert.False(starting.IsCompleted);
        status = HealthStatus.Healthy;

        await starting;
        Assert.Equal($"got Port={db.GetEndpoint("tcp").Port}", await model.LineAsync("service", line => line.StartsWith("got", StringComparison.Ordinal)));
    }

    private static string? StateOf(RunningModel model, string resource) =>
        model.App.ResourceNotifications.TryGetCurrentState(resource, out var state) ? state.Snapshot.State?.Text : null;
}
