using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Reflection;
using WsAspire.Testing;

namespace WsAspire.Cluster.Tests.Running;

/// <summary>The system on a real Kubernetes, through its Services.</summary>
[Collection(Cluster.Tests)]
[Trait(Cluster.Needs, Cluster.Tests)]
public sealed class ClusterTests(Cluster cluster) : IAsyncLifetime
{
    private const int PerSecond = 20;

    public async ValueTask InitializeAsync() => await cluster.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Doors_AnswerAsTheReadmeSays()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(cluster.Told);
        Assert.Null(await cluster.GreetAsync());
        using var echo = await cluster.Order.PostAsync(new Uri("/example/echo", UriKind.Relative), new StringContent("""{"name": "gRPC-HTTP is working!"}"""), TestContext.Current.CancellationToken);
        Assert.Equal("""{"message":"Hello gRPC-HTTP is working!."}""", await echo.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("ws-bff=test(no-instance), ws-order=test(no-instance)", await cluster.ServedAsync("/", ("branch", "nobody")));
        var id = await cluster.PlaceAsync("doors");
        Assert.Equal("doors", await cluster.FindAsync(id!));
    }

    [Fact]
    public async Task Door_OfOrder_SpeaksGrpc()
    {
        Assert.SkipUnless(Programs.IsOnPath("grpcurl"), "grpcurl is not on PATH");

        var imports = typeof(ClusterTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "CommonProtos").Value;
        var said = await Shell.RunAsync($"grpcurl -plaintext -import-path Protos -import-path {imports} -proto hello_http.proto -d '{{\"name\":\"gRPC\"}}' {cluster.Order.BaseAddress!.Authority} hello.HelloHTTP/SayHello");

        Assert.Contains("Hello gRPC.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branch_JoinsByApply_IsDecidedAsEverywhere_AndLeavesByDelete()
    {
        var folder = TestFolder.Create("branch");
        await Shell.RunAsync($"./run branch manifest f1 --service ws-order --image ws-order:dev --output {folder}");

        await Kubectl.RunAsync($"apply -k {folder}");
        const string Own = "ws-bff=test(no-instance), ws-order=f1";

        // There are two of each proxy, told one by one.
        var inARow = 0;
        await Until.TrueAsync(async () => (inARow = await cluster.ServedAsync("/", ("branch", "f1"), ("connection", "close")) == Own ? inARow + 1 : 0) == 10);
        Assert.Equal(Own, await cluster.ServedAsync("/", ("trace-branch", "f1")));
        Assert.Equal(Own, await cluster.ServedAsync("/", ("baggage", "a=b,branch=f1")));
        Assert.Equal(Own, await cluster.ServedAsync("/?branch=f1"));
        Assert.Equal(Own, await cluster.ServedAsync("/", ("cookie", "branch=f1")));
        Assert.Equal(Own, await cluster.ServedAsync("/", ("branch", "f1"), ("trace-branch", "f2"), ("cookie", "branch=f3")));
        Assert.Equal("ws-bff=test(invalid), ws-order=test", await cluster.ServedAsync("/", ("branch", "F1")));
        Assert.Equal("ws-bff=test(invalid), ws-order=test", await cluster.ServedAsync("/", ("branch", "f1"), ("branch", "f1")));
        Assert.Equal("ws-bff=test, ws-order=test", await cluster.ServedAsync("/"));

        await using var load = new Load(PerSecond, _ => cluster.GreetAsync());
        await Kubectl.RunAsync($"delete -k {folder}", TimeSpan.FromMinutes(2));
        await Until.TrueAsync(async () => await cluster.ServedAsync("/", ("branch", "f1")) == "ws-bff=test(no-instance), ws-order=test(no-instance)");
        await load.StopAsync();
        Assert.Empty(load.Failures);
        Directory.Delete(folder, recursive: true);
        await Until.TrueAsync(async () => !(await Kubectl.RunAsync("get deployments,configmaps,services,pods -o name")).Contains("f1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Setting_ThatIsChanged_ReplacesThePodsThatUseIt_AndNoOthers()
    {
        var folder = TestFolder.Create("setting");
        await Shell.RunAsync($"cp -r deploy aspirate-output {folder}");
        var settings = Path.Combine(folder, "deploy/components/config/kustomization.yaml");
        await File.AppendAllTextAsync(settings, "- target: {kind: ConfigMap, name: ws-bff-env}\n  patch: |-\n    - {op: add, path: /data/Logs__Requests, value: \"false\"}\n", TestContext.Current.CancellationToken);
        var before = await PodsByAppAsync();

        await using (var load = new Load(PerSecond, _ => cluster.GreetAsync()))
        {
            await Kubectl.RunAsync($"apply -k {folder}/deploy/overlays/local");
            await Kubectl.RunAsync("rollout status deployment/ws-bff --timeout 240s", TimeSpan.FromMinutes(5));
            await Until.TrueAsync(async () => !(await PodsByAppAsync())["ws-bff"].Intersect(before["ws-bff"]).Any());
            await load.StopAsync();
            Assert.True(load.Failures.IsEmpty, $"{load.Failures.Count} of {load.Sent} failed:\n{string.Join('\n', load.Failures.Take(10))}");
        }

        var after = await PodsByAppAsync();
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(before.Where(app => app.Key != "ws-bff"), app => Assert.Equal(app.Value, after[app.Key]));

        await Kubectl.RunAsync("apply -k deploy/overlays/local");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task RollingRestart_OfEveryDeployment_FailsNothing()
    {
        await using var load = new Load(PerSecond, number => number % 2 == 0 ? cluster.GreetAsync() : EchoAsync(number));
        foreach (var deployment in Cluster.Deployments)
        {
            await Kubectl.RunAsync($"rollout restart deployment/{deployment}");
            await Kubectl.RunAsync($"rollout status deployment/{deployment} --timeout 240s", TimeSpan.FromMinutes(5));
        }

        await load.StopAsync();

        Assert.True(load.Failures.IsEmpty, $"{load.Failures.Count} of {load.Sent} failed:\n{string.Join('\n', load.Failures.Take(10))}");
    }

    [Fact]
    public async Task Pods_Killed_FailNoRead_AndAllOfThem_ComeBackWithEveryOrder()
    {
        var id = await cluster.PlaceAsync("before");
        await using (var load = new Load(PerSecond, _ => cluster.GreetAsync()))
        {
            foreach (var deployment in Cluster.Deployments.Where(one => one != "envoy"))
            {
                await Kubectl.RunAsync($"delete --force --grace-period=0 $(eng/cluster kubectl --namespace ws get pods -l app={deployment} -o name | head -n 1)");
                await Kubectl.RunAsync($"rollout status deployment/{deployment} --timeout 120s", TimeSpan.FromMinutes(3));
            }

            await load.StopAsync();
            Assert.True(load.Failures.IsEmpty, $"{load.Failures.Count} of {load.Sent} failed:\n{string.Join('\n', load.Failures.Take(10))}");
        }

        var before = await PodsAsync();
        await Kubectl.RunAsync("delete pod --all --wait=false");
        await Until.TrueAsync(async () => !(await PodsAsync()).Intersect(before).Any());
        await Until.TrueAsync(async () => await SucceedsAsync(async () => await cluster.FindAsync(id!) == "before"));
    }

    [Fact]
    public async Task MySql_KilledUnderWrites_LosesNoAcknowledgedOrder()
    {
        var acknowledged = new ConcurrentDictionary<string, string>();
        await using (var load = new Load(PerSecond, async number =>
        {
            var key = $"kill-{number}";
            if (await cluster.PlaceAsync(key) is { } id)
            {
                acknowledged[id] = key;
            }

            return null;
        }))
        {
            await Until.TrueAsync(() => Task.FromResult(acknowledged.Count > PerSecond));
            await Kubectl.RunAsync("delete pod mysql-0 --force --grace-period=0");
            var before = acknowledged.Count;
            await Until.TrueAsync(() => Task.FromResult(acknowledged.Count > before + (2 * PerSecond)));
            await load.StopAsync();
        }

        foreach (var (id, key) in acknowledged)
        {
            Assert.Equal(key, await cluster.FindAsync(id));
        }
    }

    // Those that a test before has replaced may still be about to end.
    private static async Task<Dictionary<string, string[]>> PodsByAppAsync() =>
        (await Kubectl.RunAsync("get pods -o jsonpath='{range .items[*]}{.metadata.labels.app}={.metadata.uid}={.metadata.deletionTimestamp}{\"\\n\"}{end}'"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('='))
            .Where(pod => pod[2].Length == 0)
            .GroupBy(pod => pod[0], pod => pod[1])
            .ToDictionary(app => app.Key, app => app.Order().ToArray());

    private static async Task<string[]> PodsAsync() => (await Kubectl.RunAsync("get pods -o jsonpath='{.items[*].metadata.uid}'")).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task<bool> SucceedsAsync(Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            // Nobody is there yet, or the connection's other end went without a word.
            return false;
        }
    }

    private async Task<string?> EchoAsync(int number)
    {
        using var answer = await cluster.Order.PostAsJsonAsync("/example/echo", new { name = $"{number}" });
        var body = await answer.Content.ReadAsStringAsync();
        return body == $$"""{"message":"Hello {{number}}."}""" ? null : $"{(int)answer.StatusCode} {body}";
    }
}
