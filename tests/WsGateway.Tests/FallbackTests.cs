using WsGateway.Tests.Hosts;

namespace WsGateway.Tests;

/// <summary>An instance that dies or is not ready. Its death and its hanging under load, for both proxies: DeadInstanceTests of the conformance suite.</summary>
public sealed class FallbackTests
{
    [Fact]
    public async Task Killed_WhenItsBranchIsGoneAlready_FailsNoRead()
    {
        await using var place = await Place.CreateAsync();
        var running = Enumerable.Range(0, 20).Select(_ => place.Gateway.GetAsync("f1", "/wait/4000")).ToArray();
        await place.F1Registration.DisposeAsync();
        await place.Gateway.ServesAsync("f1", "test");

        await place.F1.KillAsync();

        Assert.All(await Task.WhenAll(running), answer => Assert.Equal((200, "test"), answer));
    }

    [Fact]
    public async Task Restarted_AtTheSamePlace_ServesAgain()
    {
        await using var place = await Place.CreateAsync();
        await place.F1.KillAsync();
        Assert.Equal((200, "test"), await place.Gateway.GetAsync("f1"));

        await using var again = await BackEnd.StartAsync("f1-again", place.F1.Port);

        await place.Gateway.ServesAsync("f1", "f1-again");
    }

    [Fact]
    public async Task NotReady_IsNotAskedFromTheNextRequestOn()
    {
        await using var place = await Place.CreateAsync();

        await place.F1Registration.TellAsync(ControlPlane.InstanceOf("f1", place.F1, isReady: false));

        await place.Gateway.ServesAsync("f1", "test");
    }

    [Fact]
    public async Task OneOfTwo_ThatDies_LeavesTheBranchToTheOther()
    {
        await using var place = await Place.CreateAsync();
        await using var second = await BackEnd.StartAsync("f1-second");
        await using var registration = await place.Plane.RegisterAsync("f1", second);
        await place.Gateway.ServesAsync("f1", "f1-second");

        var reads = await Reads.SendAsync(place.Gateway, "f1", perSecond: 200, count: 400, (100, place.F1.KillAsync));

        Assert.All(reads.Answers, answer => Assert.Equal(200, answer.Status));
        Assert.All(reads.Answers.Where(answer => answer.Place >= 100), answer => Assert.Equal("f1-second", answer.Body));
        Assert.Contains(reads.Answers, answer => answer.Body == "f1");
    }

    [Fact]
    public async Task AllThatDied_Answer503AsAStatus()
    {
        await using var place = await Place.CreateAsync();
        await place.F1.KillAsync();
        await place.Test.KillAsync();

        var (status, body) = await place.Gateway.GetAsync("f1");

        Assert.Equal(503, status);
        Assert.StartsWith("""{"code":14,"message":""", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerOf500_IsAnAnswer()
    {
        await using var place = await Place.CreateAsync();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal((500, "f1"), await place.Gateway.GetAsync("f1", "/fail"));
        }

        Assert.Equal((200, "f1"), await place.Gateway.GetAsync("f1"));
    }
}
