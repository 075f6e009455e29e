using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using WsAspire.Fuzz;
using WsAspire.Fuzz.Contract;
using WsAspire.Fuzz.Http2;

namespace WsAspire.ServiceDefaults.Tests.Fuzz;

/// <summary>The short version of <c>eng/fuzz/run</c>: the corpus and a few thousand inputs that are always the same.</summary>
[Collection(typeof(AloneCollection))]
public sealed class FuzzTests
{
    private const int Seed = 4;
    private const int Inputs = 1_500;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task JsonFace_CorpusAndMutations_AnswersNo5xx() => await FuzzAsync(FuzzCommand.Json);

    [Fact]
    public async Task GrpcFace_CorpusAndMutations_IsNeverInternalByOurCode() => await FuzzAsync(new GrpcTarget());

    [Fact]
    public async Task Http2_MisusedBelowRequests_OthersAreServed()
    {
        using var logged = new ServiceFaults(isAlone: false);
        await using var app = FuzzedService.Create([], logged);
        await app.StartAsync(Token);

        var faults = await new Http2Fuzzer(FuzzedService.PortOf(app), logged).RunAsync(size: 2_000, connections: 100, Seed, TextWriter.Null, Token);

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Theory]
    [InlineData("""{"fields":{"":1}}""", 400)]
    [InlineData("""{"value":[{"a":{"":null}}]}""", 400)]
    [InlineData("""{"fields":{"a":1,"a":2}}""", 400)]
    [InlineData("""{"by_name":{"":{"text":"a"}}}""", 200)]
    [InlineData("""{"":1}""", 200)]
    public async Task JsonBody_WithAnEmptyName_IsTakenWhereItCanBeWritten(string body, int status)
    {
        using var logged = new ServiceFaults(isAlone: false);
        await using var app = FuzzedService.Create([], logged);
        await app.StartAsync(Token);

        Assert.Equal(status, await PostAsync(FuzzedService.PortOf(app), body));
    }

    [Theory]
    [InlineData(60, 200)]
    [InlineData(61, 400)]
    [InlineData(2000, 400)]
    public async Task JsonBody_Nested_IsTakenAsDeepAsAnAnswerCanBe(int depth, int status)
    {
        using var logged = new ServiceFaults(isAlone: false);
        await using var app = FuzzedService.Create([], logged);
        await app.StartAsync(Token);

        var body = string.Concat(Enumerable.Repeat("{\"child\":", depth - 1)) + "{}" + new string('}', depth - 1);

        Assert.Equal(status, await PostAsync(FuzzedService.PortOf(app), body));
    }

    [Fact]
    public async Task Fuzzer_ServiceThatFails_SaysSo()
    {
        using var logged = new ServiceFaults(isAlone: false);
        await using var app = FuzzedService.Create([], logged);
        app.MapGet("/broken", () => Results.StatusCode(500));
        await app.StartAsync(Token);

        var report = await new Fuzzer(FuzzedService.PortOf(app), logged).RunAsync(
            new JsonTarget([("GET", "/broken", Everything.Descriptor)]), 1, Seed, TextWriter.Null, Token);

        Assert.Contains(report.Faults, fault => fault.Contains("answered 500", StringComparison.Ordinal));
    }

    private static async Task<int> PostAsync(int port, string body)
    {
        using var client = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/v1/everything"), content, Token);
        return (int)response.StatusCode;
    }

    private static async Task FuzzAsync(IFuzzTarget target)
    {
        using var logged = new ServiceFaults(isAlone: false);
        await using var app = FuzzedService.Create([], logged);
        await app.StartAsync(Token);

        Assert.Empty((await new Fuzzer(FuzzedService.PortOf(app), logged).RunAsync(target, Inputs, Seed, TextWriter.Null, Token)).Faults);
    }
}
