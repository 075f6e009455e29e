using System.Globalization;
using System.Text.Json.Nodes;
using WsAspire.Hosting.Envoy;
using WsAspire.Testing;
using WsBranches.Tests.Hosts;

namespace WsBranches.Tests.RealEnvoy;

/// <summary>A real Envoy in front of ws-order, told by a control plane.</summary>
internal sealed class EnvoyProcess : IAsyncDisposable
{
    private readonly string _folder;
    private readonly LeashedProcess _process;
    private readonly HttpClient _front;
    private readonly HttpClient _admin;

    private EnvoyProcess(string folder, int front, int admin, LeashedProcess process)
    {
        _folder = folder;
        _process = process;
        _front = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{front}") };
        _admin = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{admin}") };
    }

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <param name="planePort">Where the control plane is, or will be.</param>
    /// <param name="staticPort">What serves while there is no control plane.</param>
    /// <param name="host">The name by which it is to reach this host; null where it shares its network.</param>
    /// <param name="doorPort">The port of its door; null: any.</param>
    public static async Task<EnvoyProcess> StartAsync(int planePort, int staticPort = 1, string? host = null, int? doorPort = null)
    {
        var program = EnvoyProgram.TryFind();
        Assert.SkipWhen(program is null, "envoy is not on PATH");
        var folder = TestFolder.Create("envoy");
        var (front, admin) = (doorPort ?? ServiceProcess.FreePort(), ServiceProcess.FreePort());
        var bootstrap = new EnvoyBootstrap
        {
            NodeId = "front",
            HostName = host,
            AdminPort = admin,
            TokenVariable = EnvoyToken.Variable,
            ControlPlane = [new("127.0.0.1", planePort)],
            FrontDoors = [new("ws-order", front, new("127.0.0.1", staticPort), [])],
        };
        var file = Path.Combine(folder, "envoy.yaml");
        await File.WriteAllTextAsync(file, bootstrap.Write(), TestContext.Current.CancellationToken);
        var process = LeashedProcess.Start(
            program, ["-c", file, "--disable-hot-restart", "--concurrency", "1", "--log-level", "warning"], new Dictionary<string, string?> { [EnvoyToken.Variable] = ControlPlane.Token });
        var envoy = new EnvoyProcess(folder, front, admin, process);
        try
        {
            await Wait.UntilUpAsync(envoy.IsReadyAsync);
            return envoy;
        }
        catch (TimeoutException exception)
        {
            var output = process.Output;
            await envoy.DisposeAsync();
            throw new InvalidOperationException($"Envoy did not start:\n{output}", exception);
        }
    }

    /// <summary>Sends a request, and tells status and body.</summary>
    public async Task<(int Status, string Body)> GetAsync(string? branch, string path = "/")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (branch is not null)
        {
            request.Headers.TryAddWithoutValidation("branch", branch);
        }

        using var answer = await _front.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until a branch is served by something, and tells what served it.</summary>
    public async Task<string> ServedAsync(string? branch, Func<string, bool> isRight) =>
        (await Wait.UntilAsync(() => GetAsync(branch), answer => isRight(answer.Body))).Body;

    /// <summary>The clusters that Envoy was told, as it shows them, by name.</summary>
    public Task<Dictionary<string, JsonNode>> DumpClustersAsync() => DumpAsync("dynamic_active_clusters", "cluster", "name");

    /// <summary>The endpoints that Envoy was told, as it shows them, by the name of their cluster.</summary>
    public Task<Dictionary<string, JsonNode>> DumpEndpointsAsync() => DumpAsync("dynamic_endpoint_configs", "endpoint_config", "cluster_name");

    /// <summary>The value of one of its counters or gauges.</summary>
    public async Task<long> StatAsync(string name)
    {
        var text = await _admin.GetStringAsync($"/stats?filter=^{name}$", TestContext.Current.CancellationToken);
        return text.Length == 0 ? 0 : long.Parse(text.Split(':')[1], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _front.Dispose();
        _admin.Dispose();
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Dictionary<string, JsonNode>> DumpAsync(string resource, string member, string name)
    {
        var dump = JsonNode.Parse(await _admin.GetStringAsync($"/config_dump?include_eds&resource={resource}", TestContext.Current.CancellationToken))!;
        return (dump["configs"]?.AsArray() ?? []).ToDictionary(config => (string)config![member]![name]!, config => config![member]!);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _admin.GetAsync("/ready", TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (!_process.HasExited)
        {
            return false;
        }
    }
}
