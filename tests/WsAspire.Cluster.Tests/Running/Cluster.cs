using System.Runtime.ExceptionServices;
using WsAspire.Cluster.Tests.Running;
using WsAspire.Testing;

[assembly: AssemblyFixture(typeof(Cluster))]

namespace WsAspire.Cluster.Tests.Running;

/// <summary>The overlay local on a real Kubernetes: a node of this machine, never the cluster that KUBECONFIG names. Started by the first test that needs it, and removed behind the last.</summary>
public sealed class Cluster : IAsyncLifetime
{
    /// <summary>The tests of it, of which one runs at a time.</summary>
    public const string Tests = "cluster";

    /// <summary>The trait of these tests: ./test runs them behind all others, alone on the machine.</summary>
    public const string Needs = "needs";

    /// <summary>Its workloads without a state of their own.</summary>
    public static readonly string[] Deployments = ["ws-order", "ws-bff", "ws-branches", "envoy"];

    private static readonly TimeSpan s_up = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan s_images = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan s_apply = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan s_ready = TimeSpan.FromMinutes(5);

    // Ends the node where this process ends without having done so, kill -9 included.
    private const string Keeper = "unset KUBECONFIG; trap 'setsid eng/cluster down >/dev/null 2>&1 & exit' TERM; sleep infinity & wait";

    private readonly SemaphoreSlim _starting = new(1, 1);
    private ExceptionDispatchInfo? _failure;
    private LeashedProcess? _keeper;

    /// <summary>Whether it was started.</summary>
    public bool IsUp { get; private set; }

    /// <summary>ws-order through its door.</summary>
    public HttpClient Order { get; private set; } = null!;

    /// <summary>ws-bff through its door.</summary>
    public HttpClient Bff { get; private set; } = null!;

    /// <summary>Seconds from the apply until every pod was ready, as eng/cluster said.</summary>
    public string Told { get; private set; } = "";

    private static string? Missing =>
        !Programs.IsOnPath("kube-node") || !Programs.IsOnPath("kubectl") ? "kube-node and kubectl are not on PATH"
        : Environment.UserName != "root" ? "a node of Kubernetes needs root"
        : null;

    /// <summary>Starts all of it the first time, and waits until every pod is ready that a test before replaced. Skips the test where that cannot be.</summary>
    public async Task StartAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var (exitCode, refusal) = await Shell.TryAsync("unshare --mount --pid --net --fork true");
        Assert.SkipUnless(exitCode == 0, $"a node of Kubernetes needs namespaces of its own, and this machine allows none: {refusal.Trim()}");
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            // For each test what the first one was told.
            _failure?.Throw();

            if (!IsUp)
            {
                await BeginAsync();
                IsUp = true;
            }

            await Kubectl.RunAsync("rollout status statefulset/mysql --timeout 120s", s_ready);
            foreach (var deployment in Deployments)
            {
                await Kubectl.RunAsync($"rollout status deployment/{deployment} --timeout 240s", s_ready);
            }
        }
        catch (Exception exception) when (_failure is null)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
        finally
        {
            _starting.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Order?.Dispose();
        Bff?.Dispose();
        _starting.Dispose();
        if (_keeper is not null)
        {
            await Shell.RunAsync("eng/cluster down", s_up);
            await _keeper.KillAsync("KILL", CancellationToken.None);
            await _keeper.DisposeAsync();
        }
    }

    private async Task BeginAsync()
    {
        if (!Directory.Exists(Path.Combine(RepositoryRoot.Path, ".ws/cluster")))
        {
            _keeper = LeashedProcess.Start("bash", ["-c", Keeper], null, RepositoryRoot.Path);
        }

        await Shell.RunAsync("eng/cluster up", s_up);
        await Shell.RunAsync("eng/cluster load --built ws-order ws-bff ws-branches envoy mysql", s_images);
        Told = await Shell.RunAsync("eng/cluster apply", s_apply);
        Order = await DoorAsync("order");
        Bff = await DoorAsync("bff");
        await Until.TrueAsync(async () => await TryAsync(Bff, "/") == "it ok!Hello gRPC." && await TryAsync(Order, "/startup") is not null);
    }

    private static async Task<HttpClient> DoorAsync(string name) => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri((await Shell.RunAsync($"eng/cluster address {name}")).Trim()), Timeout = TimeSpan.FromSeconds(30) };

    private static async Task<string?> TryAsync(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
