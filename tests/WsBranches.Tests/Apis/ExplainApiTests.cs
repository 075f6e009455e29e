using WsBranches.Tests.Hosts;

namespace WsBranches.Tests.Apis;

public sealed class ExplainApiTests : IAsyncLifetime
{
    private ControlPlane _plane = null!;
    private Registration _test = null!;
    private Registration _f1 = null!;
    private Registration _f2 = null!;

    public async ValueTask InitializeAsync()
    {
        _plane = await ControlPlane.StartAsync();
        _test = await _plane.RegisterAsync(ControlPlane.InstanceOf("test", 5101));
        _f1 = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        _f2 = await _plane.RegisterAsync(ControlPlane.InstanceOf("f2", 5202, isReady: false));
    }

    public async ValueTask DisposeAsync()
    {
        await _test.DisposeAsync();
        await _f1.DisposeAsync();
        await _f2.DisposeAsync();
        await _plane.DisposeAsync();
    }

    [Theory]
    [InlineData("", "test", null, "ws-order/test", "test serves it.")]
    [InlineData("&branch=test", "test", null, "ws-order/test", "test serves it.")]
    [InlineData("&branch=f1", "f1", null, "ws-order/f1", "f1 serves it.")]
    [InlineData("&branch=f2", "test", "unhealthy", "ws-order/test", "No instance of ws-order for f2 takes requests. test serves it.")]
    [InlineData("&branch=f3", "test", "no-instance", "ws-order/test", "ws-order has no instance for f3. test serves it.")]
    [InlineData("&branch=", "test", "invalid", "ws-order/test", "What was asked for is no name of a branch. test serves it.")]
    [InlineData("&branch=F1%0d%0aX:%20y", "test", "invalid", "ws-order/test", "What was asked for is no name of a branch. test serves it.")]
    public async Task Explain_SaysTheDecisionAndWhy(string query, string served, string? reason, string cluster, string text)
    {
        var answer = await _plane.ReadAsync("/v1/explain?service=ws-order" + query);

        Assert.Equal((served, reason, cluster, text), ((string)answer["branchServed"]!, (string?)answer["reason"], (string)answer["cluster"]!, (string)answer["text"]!));
    }

    [Fact]
    public async Task Explain_OfAServiceThatNobodyServes_NamesTheStaticCluster()
    {
        var answer = await _plane.ReadAsync("/v1/explain?service=ws-bff&branch=f1");

        Assert.Equal(("ws-bff", "no-instance"), ((string)answer["cluster"]!, (string)answer["reason"]!));
    }

    [Theory]
    [InlineData("/v1/explain")]
    [InlineData("/v1/explain?service=")]
    [InlineData("/v1/explain?service=..%2Fx")]
    public async Task Explain_WithoutAService_Is400(string path)
    {
        using var answer = await _plane.Json.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
    }
}
