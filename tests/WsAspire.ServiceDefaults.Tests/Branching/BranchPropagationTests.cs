using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WsAspire.ServiceDefaults.Branching;
using WsAspire.ServiceDefaults.Tests.Hops;

namespace WsAspire.ServiceDefaults.Tests.Branching;

/// <summary>A branch goes from the caller through ws-a to ws-b, whatever the code of ws-a does.</summary>
public sealed class BranchPropagationTests
{
    private static readonly Metadata s_f1 = new() { { "branch", "f1" } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("task")]
    [InlineData("all")]
    [InlineData("queue")]
    public async Task Branch_OfACall_GoesOn(string how)
    {
        await using var services = await HopServices.StartAsync();

        var hop = await services.Client.CallAsync(new HopRequest { How = how }, s_f1, cancellationToken: Token);

        Assert.Equal(("f1", "f1", "f1", "branch=f1"), (hop.Branch, hop.Next.Branch, hop.Next.Header, hop.Next.Baggage));
        Assert.All(services.SeenByB, branch => Assert.Equal("f1", branch));
    }

    [Theory]
    [InlineData("branch", "f1")]
    [InlineData("trace-branch", "f1")]
    [InlineData("baggage", "branch=f1")]
    public async Task Branch_OfARequest_GoesOnOverHttpAndJson(string header, string value)
    {
        await using var services = await HopServices.StartAsync();

        Assert.EndsWith(" f1|f1|branch=f1", await AskAsync(services, "/hop", (header, value)), StringComparison.Ordinal);
        Assert.Contains("\"next\":{\"branch\":\"f1\",\"header\":\"f1\",\"baggage\":\"branch=f1\"", (await AskAsync(services, "/v1/hop", (header, value))).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branch_OfAStream_GoesOn()
    {
        await using var services = await HopServices.StartAsync();

        using var chat = services.Client.Chat(s_f1, cancellationToken: Token);
        for (var i = 0; i < 3; i++)
        {
            await chat.RequestStream.WriteAsync(new HopRequest(), Token);
            Assert.True(await chat.ResponseStream.MoveNext(Token));
            Assert.Equal(("f1", "f1"), (chat.ResponseStream.Current.Branch, chat.ResponseStream.Current.Next.Branch));
        }

        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext(Token));
    }

    [Fact]
    public async Task Request_WithoutABranch_GoesOnWithoutOne()
    {
        await using var services = await HopServices.StartAsync();

        var hop = await services.Client.CallAsync(new HopRequest(), cancellationToken: Token);

        Assert.Equal(("", "", "", ""), (hop.Branch, hop.Next.Branch, hop.Next.Header, hop.Next.Baggage));
        Assert.Equal("|| ||", await AskAsync(services, "/hop"));
    }

    [Fact]
    public async Task Branch_ThatIsInvalid_GoesOnAsTheDefault()
    {
        await using var services = await HopServices.StartAsync();

        var hop = await services.Client.CallAsync(new HopRequest(), new Metadata { { "branch", "a,b" } }, cancellationToken: Token);

        Assert.Equal(("test", "test", "branch=test"), (hop.Branch, hop.Next.Header, hop.Next.Baggage));
    }

    [Fact]
    public async Task Attempts_ThatAreRepeated_AllCarryIt()
    {
        await using var services = await HopServices.StartAsync(beforeB: (call, context, next) => call < 3 ? Unavailable(context) : next(context));

        var hop = await services.Client.CallAsync(new HopRequest(), s_f1, cancellationToken: Token);

        Assert.Equal("f1", hop.Next.Branch);
        Assert.Equal(["f1", "f1", "f1"], services.SeenByB);
    }

    [Fact]
    public async Task Attempts_ThatAreHedged_AllCarryIt()
    {
        const int Attempts = 3;
        var all = new MeetingPoint(Attempts);
        var hedging = new MethodConfig { Names = { MethodName.Default }, HedgingPolicy = new HedgingPolicy { MaxAttempts = Attempts, HedgingDelay = TimeSpan.FromMilliseconds(5), NonFatalStatusCodes = { StatusCode.Unavailable } } };
        await using var services = await HopServices.StartAsync(
            beforeB: async (_, context, next) =>
            {
                await all.ArriveAsync(context.RequestAborted);
                await next(context);
            },
            client: client => client.ConfigureChannel(channel => channel.ServiceConfig = new ServiceConfig { MethodConfigs = { hedging } }));

        var hop = await services.Client.CallAsync(new HopRequest(), s_f1, cancellationToken: Token);

        Assert.Equal("f1", hop.Next.Branch);
        Assert.Equal(["f1", "f1", "f1"], services.SeenByB);
    }

    [Fact]
    public async Task Requests_AtTheSameTime_KeepTheirOwn()
    {
        await using var services = await HopServices.StartAsync(["--GrpcClient:Deadline", "00:10:00"]);
        var names = Enumerable.Range(0, 200).Select(i => string.Create(CultureInfo.InvariantCulture, $"f{i}")).ToArray();

        var hops = await Task.WhenAll(names.Select(async name => await services.Client.CallAsync(new HopRequest { How = "all" }, new Metadata { { "branch", name } }, cancellationToken: Token)));

        Assert.Equal(names, hops.Select(hop => hop.Branch));
        Assert.Equal(names, hops.Select(hop => hop.Next.Branch));
    }

    [Theory]
    [InlineData("/hop/blocking", "f1|f1|branch=f1")]
    [InlineData("/hop/own", "f9|f9|")]
    public async Task Client_ThatBlocksOrSetsTheHeaderItself_IsServedAsWell(string path, string expected)
    {
        await using var services = await HopServices.StartAsync();

        Assert.Equal(expected, await AskAsync(services, path, ("branch", "f1")));
    }

    [Fact]
    public async Task Header_OfAnotherName_IsReadAndWritten()
    {
        string[] lane = ["--Branching:Header", "x-lane", "--Branching:TraceHeader", ""];
        await using var services = await HopServices.StartAsync(lane, lane);

        Assert.EndsWith(" f1||branch=f1", await AskAsync(services, "/hop", ("x-lane", "f1")), StringComparison.Ordinal);
        Assert.Equal("|| ||", await AskAsync(services, "/hop", ("trace-branch", "f1")));
    }

    [Fact]
    public void Branch_OutOfAMessage_HasToBeAName()
    {
        Assert.Throws<ArgumentException>(() => BranchContext.Of("F1"));
        using (BranchContext.Use(BranchContext.Of("f1")))
        {
            Assert.Equal("f1", BranchContext.Current?.Branch);
        }

        Assert.Null(BranchContext.Current);
    }

    internal static async Task<string> AskAsync(HopServices services, string path, params (string Name, string Value)[] headers)
    {
        using var http = services.A.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, Token);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Token);
    }

    private static Task Unavailable(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers.GrpcStatus = "14";
        return Task.CompletedTask;
    }
}
