using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using WsAspire.ServiceDefaults.Tests.Hops;
using WsAspire.ServiceDefaults.Tests.Web;

namespace WsAspire.ServiceDefaults.Tests.Branching;

/// <summary>Each answer says who served it, hop by hop.</summary>
public sealed class BranchServedAnswerTests
{
    private const string Served = "branch-served";
    private static readonly Metadata s_f1 = new() { { "branch", "f1" } };
    private static readonly string[] s_branch = ["--Branch", "f1"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true, "ws-a=f1, ws-b=f1")]
    [InlineData(true, false, "ws-a=f1, ws-b=test(no-instance)")]
    [InlineData(false, true, "ws-a=test(no-instance), ws-b=f1")]
    [InlineData(false, false, "ws-a=test(no-instance), ws-b=test(no-instance)")]
    public async Task Answer_OverAnyFace_NamesBothServices(bool isBranchOfA, bool isBranchOfB, string expected)
    {
        await using var services = await HopServices.StartAsync(isBranchOfA ? s_branch : [], isBranchOfB ? s_branch : []);
        var client = services.Client;

        using var call = client.CallAsync(new HopRequest { How = "all" }, s_f1, cancellationToken: Token);
        await call;
        Assert.Equal(expected, call.GetTrailers().GetValue(Served));

        using var watch = client.Watch(new HopRequest(), s_f1, cancellationToken: Token);
        await foreach (var _ in watch.ResponseStream.ReadAllAsync(Token))
        {
        }

        Assert.Equal(expected, watch.GetTrailers().GetValue(Served));

        using var collect = client.Collect(s_f1, cancellationToken: Token);
        await collect.RequestStream.WriteAsync(new HopRequest(), Token);
        await collect.RequestStream.CompleteAsync();
        await collect;
        Assert.Equal(expected, collect.GetTrailers().GetValue(Served));

        using var chat = client.Chat(s_f1, cancellationToken: Token);
        await chat.RequestStream.WriteAsync(new HopRequest(), Token);
        await chat.RequestStream.CompleteAsync();
        await foreach (var _ in chat.ResponseStream.ReadAllAsync(Token))
        {
        }

        Assert.Equal(expected, chat.GetTrailers().GetValue(Served));

        Assert.Equal(expected, await AskAsync(services.A, "/v1/hop", ("branch", "f1")));
        Assert.Equal(expected, await AskAsync(services.A, "/hop", ("branch", "f1")));
    }

    [Theory]
    [InlineData("ws-a/f1", "ws-a=test(unhealthy)")]
    [InlineData("ws-a/test", "ws-a=test(no-instance)")]
    [InlineData("ws-a/f2", "ws-a=test(no-instance)")]
    [InlineData("ws-a", "ws-a=test(no-instance)")]
    [InlineData("f1", "ws-a=test(no-instance)")]
    [InlineData("ws-a/f1, ws-a/f1", "ws-a=test(no-instance)")]
    [InlineData("", "ws-a=test(no-instance)")]
    public async Task Answer_BehindAProxyThatKnowsTheBranch_SaysThatNoInstanceOfItTakesRequests(string cluster, string expected)
    {
        await using var services = await HopServices.StartAsync([], []);

        Assert.Equal(expected, await AskAsync(services.A, "/alive", ("branch", "f1"), ("x-branch-cluster", cluster)));
        Assert.Equal("ws-a=test(invalid)", await AskAsync(services.A, "/alive", ("branch", "F1"), ("x-branch-cluster", cluster)));
    }

    [Fact]
    public async Task Error_OverAnyFace_NamesThemToo()
    {
        await using var services = await HopServices.StartAsync(s_branch);

        var failed = await Assert.ThrowsAsync<RpcException>(async () => await services.Client.CallAsync(new HopRequest { How = "fail" }, s_f1, cancellationToken: Token));

        Assert.Equal((StatusCode.NotFound, "ws-a=f1, ws-b=test(no-instance)"), (failed.StatusCode, failed.Trailers.GetValue(Served)));
        Assert.Equal("ws-a=f1, ws-b=test(no-instance)", await AskAsync(services.A, "/v1/hop?how=fail", ("branch", "f1")));
        Assert.Equal("ws-a=f1", await AskAsync(services.A, "/nothing", ("branch", "f1")));
    }

    [Fact]
    public async Task Answer_OverGrpcWeb_NamesThemInItsTrailers()
    {
        await using var services = await HopServices.StartAsync(s_branch);
        using var channel = GrpcChannel.ForAddress(services.A.Address, new GrpcChannelOptions { HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWeb, new HttpClientHandler()) });

        using var call = new HopService.HopServiceClient(channel).CallAsync(new HopRequest(), s_f1, cancellationToken: Token);
        await call;

        Assert.Equal("ws-a=f1, ws-b=test(no-instance)", call.GetTrailers().GetValue(Served));
    }

    [Theory]
    [InlineData("a,b", "ws-a=test(invalid), ws-b=test")]
    [InlineData("test", "ws-a=test, ws-b=test")]
    public async Task Answer_ToWhatIsNoBranch_SaysWhy(string branch, string expected)
    {
        await using var services = await HopServices.StartAsync();

        Assert.Equal(expected, await AskAsync(services.A, "/hop", ("branch", branch)));
    }

    [Fact]
    public async Task Answer_WithoutABranch_NamesThemOnlyWhereThereAreBranches()
    {
        await using var plain = await HopServices.StartAsync();
        await using var branch = await HopServices.StartAsync(s_branch, s_branch);

        Assert.Null(await AskAsync(plain.A, "/hop"));
        Assert.Equal("ws-a=f1, ws-b=f1", await AskAsync(branch.A, "/hop"));
    }

    [Fact]
    public async Task Answer_OfAnotherService_IsReadWithCare()
    {
        await using var services = await HopServices.StartAsync(beforeB: (_, context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[Served] = $"ws-x=f1, WS=<script>, ws-y=f2(unhealthy), {new string('x', 500)}=f1";
                return Task.CompletedTask;
            });
            return next(context);
        });

        Assert.Equal("ws-a=test(no-instance), ws-x=f1, ws-y=f2(unhealthy)", await AskAsync(services.A, "/hop", ("branch", "f1")));
    }

    private static async Task<string?> AskAsync(SampleService service, string path, params (string Name, string Value)[] headers)
    {
        using var http = service.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, Token);
        return answer.Headers.GetValuesOrNull(Served);
    }
}
