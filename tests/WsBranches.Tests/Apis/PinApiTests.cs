using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using WsBranches.Tests.Hosts;

namespace WsBranches.Tests.Apis;

public sealed class PinApiTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private ControlPlane _plane = null!;

    public async ValueTask InitializeAsync() => _plane = await ControlPlane.StartAsync(time: _time);

    public ValueTask DisposeAsync() => _plane.DisposeAsync();

    [Fact]
    public async Task Pin_StandsForABranch_UntilItIsTakenBack()
    {
        Assert.Equal(204, (await SendAsync(HttpMethod.Put, "/v1/pins/ws-order/f1", new { addresses = new[] { "10.0.0.5:8080", "[fd00::5]:8080" } })).Status);

        var answer = await _plane.ReadAsync("/v1/explain?service=ws-order&branch=f1");
        Assert.Equal("f1", (string)answer["branchServed"]!);
        Assert.Equal(["10.0.0.5:8080", "[fd00::5]:8080"], answer["servedBy"]!.AsArray().Select(instance => (string)instance!["address"]!));
        Assert.All(answer["servedBy"]!.AsArray(), instance => Assert.True((bool)instance!["pinned"]!));

        Assert.Equal(204, (await SendAsync(HttpMethod.Put, "/v1/pins/ws-order/f1", new { addresses = new[] { "10.0.0.6:8080" } })).Status);
        Assert.Single(await _plane.StatesAsync("f1"));

        Assert.Equal(204, (await SendAsync(HttpMethod.Delete, "/v1/pins/ws-order/f1")).Status);
        Assert.Empty(await _plane.StatesAsync("f1"));
        Assert.Equal(404, (await SendAsync(HttpMethod.Delete, "/v1/pins/ws-order/f1")).Status);
    }

    [Fact]
    public async Task Pin_WithATime_EndsByItself_AndSaysWhen()
    {
        await SendAsync(HttpMethod.Put, "/v1/pins/ws-order/f1", new { addresses = new[] { "10.0.0.5:8080" }, ttlSeconds = 1 });

        var shown = (await _plane.ReadAsync("/v1/branches"))["services"]![0]!["branches"]![0]!["instances"]![0]!;
        Assert.NotNull(shown["expiresAt"]);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Wait.UntilAsync(() => _plane.StatesAsync("f1"), states => states.Length == 0);
        var last = (await _plane.ReadAsync("/v1/audit"))[0]!;
        Assert.Equal(("left", "expired"), ((string)last["change"]!, (string)last["detail"]!));
    }

    [Fact]
    public async Task Pin_ThatIsPutAnew_OutlivesTheTimeOfTheOld()
    {
        await SendAsync(HttpMethod.Put, "/v1/pins/ws-order/f1", new { addresses = new[] { "10.0.0.5:8080" }, ttlSeconds = 1 });
        await SendAsync(HttpMethod.Put, "/v1/pins/ws-order/f2", new { addresses = new[] { "10.0.0.5:8080" }, ttlSeconds = 1 });
        await SendAsync(HttpMethod.Put, "/v1/pins/ws-order/f1", new { addresses = new[] { "10.0.0.5:8080" } });

        _time.Advance(TimeSpan.FromSeconds(1));
        await Wait.UntilAsync(() => _plane.StatesAsync("f2"), states => states.Length == 0);

        Assert.Single(await _plane.StatesAsync("f1"));
    }

    [Theory]
    [InlineData("/v1/pins/ws-order/F1", "10.0.0.5:8080", null, "branch")]
    [InlineData("/v1/pins/WS/f1", "10.0.0.5:8080", null, "service")]
    [InlineData("/v1/pins/ws-order/f1", "localhost:8080", null, "addresses[0]")]
    [InlineData("/v1/pins/ws-order/f1", "10.0.0.5", null, "addresses[0]")]
    [InlineData("/v1/pins/ws-order/f1", "10.0.0.5:0", null, "addresses[0]")]
    [InlineData("/v1/pins/ws-order/f1", "fd00::5:8080", null, "addresses[0]")]
    [InlineData("/v1/pins/ws-order/f1", "0.0.0.0:80", null, "addresses[0]")]
    [InlineData("/v1/pins/ws-order/f1", "10.0.0.5:8080", 0, "ttlSeconds")]
    public async Task Pin_ThatIsWrong_IsRefused_AndNamed(string path, string address, int? ttl, string field)
    {
        var (status, body) = await SendAsync(HttpMethod.Put, path, new { addresses = new[] { address }, ttlSeconds = ttl });

        Assert.Equal(400, status);
        Assert.Equal([field], body!["errors"]!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public async Task Pin_WithAKeyThatIsNotKnown_IsRefused()
    {
        Assert.Equal(400, (await SendAsync(HttpMethod.Put, "/v1/pins/ws-order/f1", new { addresses = new[] { "10.0.0.5:8080" }, ttl = 5 })).Status);
        Assert.Empty(await _plane.StatesAsync("f1"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong-token-of-nobody")]
    public async Task Stranger_ChangesNothing(string? token)
    {
        var (status, _) = await SendAsync(HttpMethod.Put, "/v1/pins/ws-order/f1", new { addresses = new[] { "10.0.0.5:8080" } }, token);
        var (ofDelete, _) = await SendAsync(HttpMethod.Delete, "/v1/pins/ws-order/f1", token: token);

        Assert.Equal((401, 401), (status, ofDelete));
        Assert.Empty(await _plane.StatesAsync("f1"));
    }

    private async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, object? body = null, string? token = ControlPlane.Token)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _plane.Json.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(answer.StatusCode == System.Net.HttpStatusCode.Unauthorized, answer.Headers.WwwAuthenticate.Count == 1);
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
