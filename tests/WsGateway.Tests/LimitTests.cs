using System.Net;
using Envoy.Service.Discovery.V3;
using WsAspire.Branching.Routing;
using WsAspire.Branching.Xds;
using WsGateway.Tests.Hosts;

namespace WsGateway.Tests;

/// <summary>A branch that is flooded, and a plain request that nobody answers.</summary>
public sealed class LimitTests
{
    private const int MaxRequests = 20;
    private const int Above = 5;

    [Fact]
    public async Task Flood_OfABranch_IsRefusedAboveItsLimit_AndTestIsNotTouched()
    {
        await using var test = await BackEnd.StartAsync("test");
        await using var f1 = await BackEnd.StartAsync("f1");
        await using var plane = await ScriptedPlane.StartAsync();
        await using var gateway = await Gateway.StartAsync(plane.Address, test, ("Gateway__RequestTimeout", "01:00:00"));
        await SayAsync(await plane.AcceptAsync(), f1);
        await gateway.ServesAsync("f1", "f1");
        using var end = new CancellationTokenSource();
        var flood = Enumerable.Range(0, MaxRequests + Above).Select(_ => SendAsync(gateway.Http2, end.Token)).ToArray();
        await Wait.UntilAsync(() => flood.Count(answer => answer.IsCompleted) == Above);

        foreach (var answer in flood.Where(answer => answer.IsCompleted))
        {
            var refused = await answer;
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.Equal("true", Assert.Single(refused.Headers.GetValues("x-gateway-overloaded")));
        }

        Assert.Equal((200, "test"), await gateway.GetAsync(null));
        Assert.Equal(MaxRequests, flood.Count(answer => !answer.IsCompleted));

        await end.CancelAsync();
        await Wait.UntilAsync(() => flood.All(answer => answer.IsCompleted));
        await gateway.ServesAsync("f1", "f1");
    }

    [Fact]
    public async Task Request_ThatIsNotAnsweredInTime_Is504_AndTheInstanceStays()
    {
        await using var place = await Place.CreateAsync(settings: ("Gateway__RequestTimeout", "00:00:02"));

        var (status, body) = await place.Gateway.GetAsync("f1", "/wait/10000");

        Assert.Equal((504, """{"code":4,"message":"The service did not answer in time."}"""), (status, body));
        Assert.Equal((200, "f1"), await place.Gateway.GetAsync("f1"));
    }

    // What the real control plane says, with a limit that a test reaches.
    private static async Task SayAsync(ScriptedPlane.Stream stream, BackEnd f1)
    {
        var branch = new BranchEndpoints("ws-order", "f1", [new BranchInstance(IPAddress.Loopback, f1.Port, IsDebugging: false)], "test", []);
        var cluster = ClusterResources.Create(branch);
        cluster.CircuitBreakers.Thresholds[0].MaxRequests = MaxRequests;
        await stream.ReadAsync();
        await stream.WriteAsync(new DeltaDiscoveryResponse { TypeUrl = TypeUrls.Cluster, Nonce = "1", Resources = { XdsResource.Create(cluster.Name, cluster).Message } });
        await stream.WriteAsync(new DeltaDiscoveryResponse { TypeUrl = TypeUrls.Endpoints, Nonce = "2", Resources = { XdsResource.Create(cluster.Name, EndpointResources.Create(branch)).Message } });
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/wait/60000") { Version = new Version(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Add("branch", "f1");
        return await client.SendAsync(request, cancellationToken);
    }
}
