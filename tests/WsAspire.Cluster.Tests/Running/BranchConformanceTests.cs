using System.Text.Json;
using Grpc.Core;
using WsAspire.Conformance;
using WsAspire.Testing;

namespace WsAspire.Cluster.Tests.Running;

/// <summary>The conformance test of branch routing with pods behind the doors: those of ws-bff and ws-order, and of their branches, run the program that says who it is.</summary>
[Collection(Cluster.Tests)]
[Trait(Cluster.Needs, Cluster.Tests)]
public sealed class BranchConformanceTests(Cluster cluster) : IAsyncLifetime
{
    private const int Requests = 3000;
    private const string Image = "route-program:dev";

    private static readonly RequestKind[] s_kinds = Enum.GetValues<RequestKind>();

    // Each kind twice: there are two of each proxy and service, and each has clients of its own for HTTP and for gRPC.
    private static readonly int s_enough = 2 * s_kinds.Length;

    private static readonly string[] s_services = [RouteNames.Bff, RouteNames.Order];

    // One with both services, one with each of them, one with none.
    private static readonly string[] s_branches = [.. BranchPlan.Branches.Take(4)];

    private string _folder = "";

    public async ValueTask InitializeAsync()
    {
        await cluster.StartAsync();
        _folder = TestFolder.Create("conformance");
        await Shell.RunAsync("eng/cluster load --built route-program", TimeSpan.FromMinutes(5));
        foreach (var service in s_services)
        {
            await PatchAsync(service, Image, "value", service);
            foreach (var branch in s_branches.Where(branch => BranchPlan.Has(service, branch)))
            {
                await Shell.RunAsync($"./run branch manifest {branch} --service {service} --image {Image} --output {_folder}/{branch}");
                await Shell.RunAsync($"sed -i 's/literals: \\[/&ServiceName={service}, /' {_folder}/{branch}/{service}/kustomization.yaml");
            }
        }

        foreach (var branch in Directory.EnumerateDirectories(_folder))
        {
            await Kubectl.RunAsync($"apply -k {branch}");
        }

        foreach (var service in s_services)
        {
            await Kubectl.RunAsync($"rollout status deployment/{service} --timeout 240s", TimeSpan.FromMinutes(5));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!cluster.IsUp)
        {
            return;
        }

        foreach (var branch in Directory.EnumerateDirectories(_folder))
        {
            await Kubectl.RunAsync($"delete -k {branch} --ignore-not-found --wait=false", TimeSpan.FromMinutes(2));
        }

        foreach (var service in s_services)
        {
            await PatchAsync(service, $"{service}:dev", "$patch", "delete");
        }

        await Until.TrueAsync(async () => !(await Kubectl.RunAsync("get pods -o jsonpath='{.items[*].spec.containers[*].image}'")).Contains(Image, StringComparison.Ordinal));
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Requests_OfAllKindsAtOnce_AreNeverMisrouted()
    {
        foreach (var branch in s_branches)
        {
            await JoinedAsync(branch);
        }

        using var requests = new MixedRequests(cluster.Bff.BaseAddress!, cluster.Order.BaseAddress!, s_branches);
        var wrong = await requests.RunAsync(Requests);

        Assert.True(wrong.Count == 0, wrong.Count == 0 ? null : $"{string.Join('\n', wrong)}\n{await Kubectl.FaultsAsync()}");
    }

    // One program for both services: it has to be told which one it is.
    private static async Task PatchAsync(string service, string image, string key, string value)
    {
        Dictionary<string, string> variable = new() { ["name"] = "ServiceName", [key] = value };
        var pod = new { containers = new[] { new { name = service, image, env = new[] { variable } } } };
        await Kubectl.RunAsync($"patch deployment {service} --patch '{JsonSerializer.Serialize(new { spec = new { template = new { spec = pod } } })}'");
    }

    // The proxies know whom a branch has, by both doors, and the pods their way to each other: a name is asked for at the first call, and a busy node answers late. Each question takes another connection.
    private async Task JoinedAsync(string branch)
    {
        await ServedAsync(cluster.Bff.BaseAddress!, branch, s_services);
        await ServedAsync(cluster.Order.BaseAddress!, branch, RouteNames.Order);
    }

    private static async Task ServedAsync(Uri door, string branch, params string[] services)
    {
        var (inARow, last) = (0, "");
        await Until.TrueAsync(
            async () =>
            {
                using var client = new VisitClient(door);
                try
                {
                    var answer = await client.VisitAsync(s_kinds[inARow % s_kinds.Length], branch);
                    last = $"{answer}";
                    inARow = answer == Expectation.Of(branch, services) ? inARow + 1 : 0;
                }
                catch (Exception exception) when (exception is HttpRequestException or RpcException)
                {
                    // The last pod of the program before knows no such path.
                    (inARow, last) = (0, exception.Message);
                }

                return inARow == s_enough;
            },
            () => $"{branch} at {door}: expected {Expectation.Of(branch, services)}, the last answer was {last}");
    }
}
