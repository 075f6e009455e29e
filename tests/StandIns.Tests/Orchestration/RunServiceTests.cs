using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StandIns.Tests.Orchestration;

public sealed class RunServiceTests
{
    [Fact]
    public async Task Events_OfOneResource_ComeInAspiresOrder()
    {
        await using var model = new RunningModel();
        model.Builder.Eventing.Subscribe<BeforeStartEvent>((_, _) => Note(model, "before start"));
        model.Builder.Eventing.Subscribe<AfterResourcesCreatedEvent>((_, _) => Note(model, "created"));
        model.Script("a").WithHttpEndpoint()
            .OnResourceEndpointsAllocated((r, _, _) => Note(model, r.GetEndpoint("http").Port > 0 ? "endpoints" : "no endpoints"))
            .OnBeforeResourceStarted((_, _, _) => Note(model, "before resource"))
            .OnResourceReady((_, _, _) => Note(model, "ready"))
            .OnResourceStopped((_, e, _) => Note(model, $"stopped {e.ResourceEvent.Snapshot.State?.Text}"));
        var initialized = new TaskCompletionSource();
        model.Script("b").OnInitializeResource((_, _, _) => { initialized.SetResult(); return Task.CompletedTask; });

        await model.StartAsync();
        await initialized.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await model.App.ResourceNotifications.WaitForResourceHealthyAsync("a", TestContext.Current.CancellationToken);
        await model.StopAsync();

        Assert.Equal(["before start", "endpoints", "before resource"], model.Notes.Take(3));
        Assert.Equal(["created", "ready"], model.Notes.Skip(3).Take(2).Order());
        Assert.Equal(["stopped Exited"], model.Notes.Skip(5));
    }

    [Fact]
    public async Task Stop_ResourcesThatDependOnEachOther_EndsDependentsFirst()
    {
        await using var model = new RunningModel();
        var db = model.Script("db");
        var orders = model.Builder.AddConnectionString("orders", ReferenceExpression.Create($"Server=x"));
        var middle = model.Script("middle").WaitFor(db);
        var front = model.Script("front").WithReference(orders).WaitForStart(middle);
        foreach (var script in new[] { db, middle, front })
        {
            script.OnResourceStopped((r, _, _) => Note(model, r.Name));
        }

        await model.StartAsync();
        await model.StopAsync();

        Assert.Equal(["front", "middle", "db"], model.Notes);
    }

    [Fact]
    public async Task Crash_OfARunningResource_IsExitedWithItsCodeAndLastLines()
    {
        await using var model = new RunningModel();
        model.Builder.Services.AddSingleton<TimeProvider>(new StillTimeProvider());
        model.Script("a", "for i in $(seq 1 30); do echo line $i; done; kill -SEGV $$");

        await model.StartAsync();
        var end = await model.StateAsync("a", KnownResourceStates.Exited);

        Assert.Equal(139, end.Snapshot.ExitCode);
        var report = Assert.Single(model.Log, line => line.StartsWith("a exited with code 139 after 0.0 s.", StringComparison.Ordinal));
        Assert.Contains("\n    line 21\n", report, StringComparison.Ordinal);
        Assert.DoesNotContain("line 20\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_StopStartRestart_ActOnTheProcess()
    {
        await using var model = new RunningModel();
        model.Script("a", "echo pid $$; sleep 300");
        await model.StartAsync();
        var first = await model.LineAsync("a", line => line.StartsWith("pid", StringComparison.Ordinal));

        Assert.Equal("", await model.ExecuteAsync("a", "resource-restart"));
        var second = await model.LineAsync("a", line => line.StartsWith("pid", StringComparison.Ordinal) && line != first);
        Assert.Equal("", await model.ExecuteAsync("a", "resource-stop"));
        await model.StateAsync("a", KnownResourceStates.Exited);
        Assert.Equal("", await model.ExecuteAsync("a", "resource-start"));
        await model.StateAsync("a", KnownResourceStates.Running);

        var third = await model.LineAsync("a", line => line.StartsWith("pid", StringComparison.Ordinal) && line != first && line != second);
        Assert.NotEqual(first, third);
        Assert.DoesNotContain(model.Log, line => line.Contains("exited with code", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExplicitStart_UntilTheCommand_DoesNotStart()
    {
        await using var model = new RunningModel();
        model.Script("a").WithExplicitStart();
        await model.StartAsync();
        await model.StateAsync("a", KnownResourceStates.NotStarted);

        await model.ExecuteAsync("a", "resource-start");

        await model.StateAsync("a", KnownResourceStates.Running);
    }

    [Fact]
    public async Task Stop_ResourceThatStillWaits_GivesUpWaiting()
    {
        await using var model = new RunningModel();
        model.AddCheck("never", () => HealthStatus.Unhealthy);
        var a = model.Script("a").WithHealthCheck("never");
        model.Script("b").WaitFor(a);
        var starting = model.StartAsync();
        await model.StateAsync("b", KnownResourceStates.Waiting);

        await model.ExecuteAsync("b", "resource-stop");

        await model.StateAsync("b", KnownResourceStates.Exited);
        await starting;
    }

    [Fact]
    public async Task Health_GoesAndComesBack_IsPublished()
    {
        await using var model = new RunningModel();
        var status = HealthStatus.Healthy;
        model.AddCheck("check", () => status);
        model.Script("a").WithHealthCheck("check").OnResourceReady((_, _, _) => Note(model, "ready"));
        await model.StartAsync();
        await model.StateAsync("a", e => e.Snapshot.HealthStatus == HealthStatus.Healthy);

        status = HealthStatus.Degraded;
        var worse = await model.StateAsync("a", e => e.Snapshot.HealthStatus == HealthStatus.Degraded);
        status = HealthStatus.Healthy;
        await model.StateAsync("a", e => e.Snapshot.HealthStatus == HealthStatus.Healthy);

        Assert.Equal("check is Degraded", Assert.Single(worse.Snapshot.HealthReports).Description);
        Assert.Equal(["ready"], model.Notes);
    }

    [Fact]
    public async Task Container_InRunMode_FailsWithTheWaysOut()
    {
        await using var model = new RunningModel();
        var cache = model.Builder.AddContainer("cache", "redis").WithEndpoint(targetPort: 6379, name: "tcp");
        model.Script("a").WaitFor(cache);
        model.Script("b", "echo \"at $CACHE\"; sleep 300").WithEnvironment("CACHE", cache.GetEndpoint("tcp"));

        await model.StartAsync();

        await model.StateAsync("cache", KnownResourceStates.FailedToStart);
        await model.StateAsync("a", KnownResourceStates.FailedToStart);
        await model.StateAsync("b", KnownResourceStates.Running);
        var line = Assert.Single(model.Log, line => line.StartsWith("cache could not", StringComparison.Ordinal));
        Assert.Contains("containers need Aspire itself", line, StringComparison.Ordinal);
        Assert.Contains("--containers false", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameter_WithoutAValue_IsMissingAndFailsWhoNeedsIt()
    {
        await using var model = new RunningModel();
        var key = model.Builder.AddParameter("api-key");
        model.Builder.AddParameter("region", "eu");
        model.Script("a").WithEnvironment("KEY", key);

        await model.StartAsync();

        await model.StateAsync("api-key", "ValueMissing");
        await model.StateAsync("region", KnownResourceStates.Running);
        await model.StateAsync("a", KnownResourceStates.FailedToStart);
        Assert.Contains(model.Log, line => line.StartsWith("a could not be started: ", StringComparison.Ordinal) && line.Contains("Parameters:api-key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no-such-program", "/", "There is no program 'no-such-program'")]
    [InlineData("./x", "/", "There is no program './x'")]
    [InlineData("bash", "/no/such/folder", "The folder '/no/such/folder' does not exist.")]
    public async Task Executable_ThatIsNotThere_SaysSo(string program, string folder, string reason)
    {
        await using var model = new RunningModel();
        model.Builder.AddExecutable("a", program, folder);

        await model.StartAsync();

        await model.StateAsync("a", KnownResourceStates.FailedToStart);
        Assert.Contains(model.Log, line => line.StartsWith("a could not be started: " + reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Endpoint_OfAnExecutable_GivesItItsOwnPortBehindTheProxy()
    {
        await using var model = new RunningModel();
        var a = model.Script("a", "echo \"port $PORT\"; sleep 300").WithHttpEndpoint(port: 9, env: "PORT");

        await model.StartAsync();

        var inner = await model.LineAsync("a", line => line.StartsWith("port", StringComparison.Ordinal));
        Assert.Matches(@"^port \d{5}$", inner);
        Assert.NotEqual($"port {a.GetEndpoint("http").Port}", inner);
        Assert.NotEqual(9, a.GetEndpoint("http").Port);
    }

    [Fact]
    public async Task Endpoint_WithoutProxy_IsThePortAsGiven()
    {
        await using var model = new RunningModel();
        var port = new PortAllocator().Next();
        var a = model.Script("a", "echo \"port $PORT\"; sleep 300").WithHttpEndpoint(targetPort: port, env: "PORT", isProxied: false);

        await model.StartAsync();

        Assert.Equal($"port {port}", await model.LineAsync("a", line => line.StartsWith("port", StringComparison.Ordinal)));
        Assert.Equal(port, a.GetEndpoint("http").Port);
    }

    [Fact]
    public async Task Start_TwoEndpointsWithOnePort_IsRefused()
    {
        await using var model = new RunningModel();
        var port = new PortAllocator().Next();
        model.Script("a").WithHttpEndpoint(port: port, isProxied: false);
        model.Script("b").WithHttpEndpoint(port: port, isProxied: false);

        var exception = await Assert.ThrowsAnyAsync<DistributedApplicationException>(model.StartAsync);

        Assert.StartsWith($"Port {port} is wanted by a (endpoint http) and by b (endpoint http).", exception.Message, StringComparison.Ordinal);
    }

    private static Task Note(RunningModel model, string note)
    {
        model.Notes.Enqueue(note);
        return Task.CompletedTask;
    }
}
