using System.Diagnostics;
using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Hello;
using WsAspire.ServiceDefaults.Tests.Shapes;
using Serving = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace WsAspire.ServiceDefaults.Tests.Shutdown;

/// <summary>What a real process does at SIGTERM.</summary>
public sealed class ShutdownTests
{
    // On a machine that is busy everything takes longer, but not for ever.
    private const double Slack = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signal_MakesNotReadyAtOnceAndServesForTheDelay()
    {
        await using var program = await ProgramProcess.StartAsync("--Shutdown:Delay", "00:01:00");
        using var http = program.CreateHttpClient();
        using var channel = program.CreateChannel();
        var health = new global::Grpc.Health.V1.Health.HealthClient(channel);
        using var watch = health.Watch(new HealthCheckRequest { Service = "readiness" }, cancellationToken: Token);
        Assert.True(await watch.ResponseStream.MoveNext(Token));
        Assert.Equal(Serving.Serving, watch.ResponseStream.Current.Status);

        program.Terminate();

        // The library's first publishing, a second after the start, tells a watcher once more what it was told when it came.
        while (watch.ResponseStream.Current.Status == Serving.Serving)
        {
            Assert.True(await watch.ResponseStream.MoveNext(Token));
        }

        Assert.Equal(Serving.NotServing, watch.ResponseStream.Current.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/ready", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/alive", Token)).StatusCode);
        Assert.Equal(Serving.NotServing, (await health.CheckAsync(new HealthCheckRequest(), cancellationToken: Token)).Status);
        Assert.Equal(Serving.Serving, (await health.CheckAsync(new HealthCheckRequest { Service = "liveness" }, cancellationToken: Token)).Status);
        Assert.Equal("Hello x.", (await new HelloHTTP.HelloHTTPClient(channel).SayHelloAsync(new HelloHTTPRequest { Name = "x" }, cancellationToken: Token)).Message);
        using var answer = await http.PostAsync("/example/echo", new StringContent("{}"), Token);
        Assert.True(answer.Headers.ConnectionClose);

        // The second signal ends the delay, not the calls.
        await Task.Delay(TimeSpan.FromMilliseconds(400), Token);
        program.Terminate();
        Assert.Equal(0, await program.WaitForExitAsync());
    }

    [Fact]
    public async Task Call_ThatIsInFlight_Finishes()
    {
        await using var program = await ProgramProcess.StartAsync("--Shutdown:Delay", "00:00:00");
        using var http = program.CreateHttpClient();
        using var channel = program.CreateChannel();
        var hello = new HelloHTTP.HelloHTTPClient(channel);
        await hello.SayHelloAsync(new HelloHTTPRequest(), cancellationToken: Token);
        var grpc = hello.SayHelloAsync(new HelloHTTPRequest { Name = "3000" }, cancellationToken: Token).ResponseAsync;

        // Over one connection, in their order: the stream's first line says that the call before it has arrived.
        (http.DefaultRequestVersion, http.DefaultVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        await http.GetStringAsync("/alive", Token);
        var echo = http.PostAsync("/example/echo", new StringContent("""{"name":"3000"}"""), Token);
        using var json = await http.GetAsync("/v1/shapes/40/watch", HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await json.Content.ReadAsStreamAsync(Token));
        Assert.NotNull(await lines.ReadLineAsync(Token));
        using var stream = new ShapeService.ShapeServiceClient(channel).Watch(new Shape { Id = 40 }, cancellationToken: Token);
        Assert.True(await stream.ResponseStream.MoveNext(Token));

        program.Terminate();

        Assert.Equal("Hello 3000.", (await grpc).Message);
        Assert.Equal(HttpStatusCode.OK, (await echo).StatusCode);
        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        Assert.Equal(39, (await lines.ReadToEndAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var last = 0;
        await foreach (var shape in stream.ResponseStream.ReadAllAsync(Token))
        {
            last = shape.Id;
        }

        Assert.Equal((40, 0), (last, await program.WaitForExitAsync()));
    }

    [Fact]
    [Trait("needs", "quiet")]
    public async Task Stream_ThatNeverEnds_IsCutAtTheBound()
    {
        await using var program = await ProgramProcess.StartAsync("--Shutdown:Delay", "00:00:01", "--Shutdown:DrainTimeout", "00:00:02");
        using var channel = program.CreateChannel();
        using var stream = new ShapeService.ShapeServiceClient(channel).Watch(new Shape(), cancellationToken: Token);
        Assert.True(await stream.ResponseStream.MoveNext(Token));
        var since = Stopwatch.GetTimestamp();

        program.Terminate();
        var cut = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.ResponseStream.MoveNext(Token))
            {
            }
        });

        Assert.Contains(cut.StatusCode, (StatusCode[])[StatusCode.Unavailable, StatusCode.Cancelled]);
        Assert.Equal(0, await program.WaitForExitAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(4 + Slack));
    }

    [Fact]
    public async Task Stop_OfAServiceThatHasNotStarted_HasNoDelay()
    {
        await using var service = SampleService.Create(["--urls", "http://127.0.0.1:0", "--Shutdown:Delay", "00:10:00"]);

        await service.App.StopAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task Stop_ByCode_HasTheDelayToo()
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--Shutdown:Delay", "00:10:00"], null);
        using var http = service.CreateHttpClient();
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var stopping = service.App.StopAsync(impatient.Token);

        while ((await http.GetAsync("/ready", Token)).StatusCode == HttpStatusCode.OK)
        {
        }

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/peer", Token)).StatusCode);
        Assert.False(stopping.IsCompleted);
        await impatient.CancelAsync();
        await stopping.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(30), Token);
    }
}
