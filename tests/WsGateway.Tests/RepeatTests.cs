using BackEndProgram.Calls;
using Grpc.Core;
using Grpc.Net.Client;
using WsGateway.Tests.Hosts;

namespace WsGateway.Tests;

/// <summary>What is sent again, and what never.</summary>
public sealed class RepeatTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2.5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_ThatMayHaveBegun_IsNeverSentAgain()
    {
        await using var place = await Place.CreateAsync();
        var before = await place.F1.ChangesAsync();

        using var answer = await PostAsync(place.Gateway, "/reset");

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Equal(before + 1, await place.F1.ChangesAsync());
        Assert.Equal(0, await place.Test.ChangesAsync());
    }

    [Fact]
    public async Task Changes_InFlightAtAKill_AreExecutedOnceAtMost()
    {
        await using var place = await Place.CreateAsync();
        var running = Enumerable.Range(0, 20).Select(_ => PostAsync(place.Gateway, "/wait/20000")).ToArray();
        await Wait.UntilAsync(place.F1.ChangesAsync, changes => changes == 20);

        await place.F1.KillAsync();

        Assert.All(await Task.WhenAll(running), answer => Assert.Equal(503, (int)answer.StatusCode));
        Assert.Equal(0, await place.Test.ChangesAsync());

        // What was not sent is: nobody listens there.
        using var next = await PostAsync(place.Gateway, "/wait/0");
        Assert.Equal(200, (int)next.StatusCode);
        Assert.Equal(1, await place.Test.ChangesAsync());
    }

    [Theory]
    [InlineData("/wait/30000")]
    [InlineData("/begin/30000")]
    public async Task Changes_InFlightAtAHang_EndInTime_AndAreExecutedOnceAtMost(string path)
    {
        await using var place = await Place.CreateAsync();
        var running = PostAsync(place.Gateway, path);
        await Wait.UntilAsync(place.F1.ChangesAsync, changes => changes == 1);
        var since = System.Diagnostics.Stopwatch.StartNew();

        await place.F1.StopAsync();

        using var answer = await running;
        Assert.Equal(503, (int)answer.StatusCode);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, s_longest);
        Assert.Equal(0, await place.Test.ChangesAsync());
    }

    [Fact]
    public async Task Read_ThatIsReset_GoesToTheNext_TwiceAtMost()
    {
        await using var place = await Place.CreateAsync();
        var (status, _) = await place.Gateway.GetAsync("f1", "/reset");

        Assert.Equal(503, status);
        Assert.Equal(1, await place.Test.ChangesAsync());
        Assert.Equal(3, await place.F1.ChangesAsync() + await place.Test.ChangesAsync());
    }

    [Fact]
    public async Task GrpcRead_InFlightAtAKill_IsSentAgain_AndAChangeIsNot()
    {
        await using var place = await Place.CreateAsync();
        using var channel = GrpcChannel.ForAddress(place.Gateway.Address);
        var client = new CallService.CallServiceClient(channel);
        var branch = new Metadata { { "branch", "f1" } };
        var read = client.UnaryAsync(new Call { Number = 1500 }, branch, cancellationToken: Token).ResponseAsync;
        var change = client.ChangeAsync(new Call { Number = 1500 }, branch, cancellationToken: Token).ResponseAsync;
        await Wait.UntilAsync(place.F1.ChangesAsync, changes => changes == 1);

        await place.F1.KillAsync();

        Assert.Equal("test", (await read).Name);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => change)).StatusCode);
        Assert.Equal(0, await place.Test.ChangesAsync());
    }

    [Fact]
    public async Task Debugged_ThatHangs_KeepsItsRequests()
    {
        await using var place = await Place.CreateAsync(isDebugging: true);
        await place.F1.StopAsync();

        var read = place.Gateway.GetAsync("f1");
        var first = await Task.WhenAny(read, Task.Delay(TimeSpan.FromSeconds(4), Token));
        Assert.NotSame(read, first);
        await place.F1.GoOnAsync();

        Assert.Equal((200, "f1"), await read);
    }

    private static async Task<HttpResponseMessage> PostAsync(Gateway gateway, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Version = new Version(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent([1, 2, 3]) };
        request.Headers.Add("branch", "f1");
        return await gateway.Http2.SendAsync(request, Token);
    }
}
