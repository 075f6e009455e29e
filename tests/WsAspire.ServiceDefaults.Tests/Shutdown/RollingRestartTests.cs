using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Hello;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Shutdown;

/// <summary>Two real processes behind what follows their readiness, 300 requests/s over both protocols and a few long streams; each is restarted twice.</summary>
[Trait("needs", "quiet")]
public sealed class RollingRestartTests
{
    private const int Rounds = 2;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(1000.0 / 150);
    private readonly ConcurrentQueue<string> _failures = [];
    private int _answers;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_BehindAClientThatFollowsReadiness_FailsNothing()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        await using var pool = new ReadyPool([first.Address, second.Address]);

        await RunAsync([first, second], () => pool.Http, () => pool.Channel, instances => Task.FromResult(pool.Sees(instances)));
    }

    [Fact]
    public async Task Restart_BehindEnvoy_FailsNothing()
    {
        Assert.SkipUnless(EnvoyProcess.IsThere, "there is no envoy on PATH");
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        await using var envoy = await EnvoyProcess.StartAsync([first.Port, second.Port]);
        using var http = new HttpClient { BaseAddress = envoy.Address };
        using var channel = GrpcChannel.ForAddress(envoy.Address);

        await RunAsync([first, second], () => http, () => channel, envoy.SeesAsync, () => envoy.Output);
    }

    private static Task<ProgramProcess> StartAsync() => ProgramProcess.StartAsync("--Shutdown:Delay", "00:05:00", "--Shutdown:DrainTimeout", "00:00:20", "--Logging:LogLevel:Default", "Warning");

    private async Task RunAsync(ProgramProcess[] programs, Func<HttpClient> http, Func<GrpcChannel> channel, Func<int, Task<bool>> sees, Func<string>? explain = null)
    {
        await WaitAsync(sees, programs.Length);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task[] load =
        [
            LoadAsync(() => AskJsonAsync(http()), end.Token),
            LoadAsync(() => AskGrpcAsync(channel()), end.Token),
            .. Enumerable.Range(0, 4).Select(_ => StreamAsync(channel, end.Token)),
        ];

        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var program in programs)
                {
                    await program.RestartAsync(() => WaitAsync(sees, programs.Length - 1));
                    await WaitAsync(sees, programs.Length);
                }
            }
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(load);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{_answers} answers, {_failures.Count} failures");
        Assert.True(_failures.IsEmpty, $"{_failures.Count} of {_answers}: {string.Join('\n', _failures.Take(5))}\n{string.Join('\n', explain?.Invoke().Split('\n').Take(20) ?? [])}");
        Assert.True(_answers > 1000, $"Only {_answers} answers.");
    }

    // Whoever balances has to follow within the delay, so the delay is as long as that takes; and the next one goes only when the last one is used again.
    private static async Task WaitAsync(Func<int, Task<bool>> sees, int instances)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        end.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await sees(instances))
        {
            await Task.Delay(20, end.Token);
        }
    }

    // An open loop: the next request does not wait for the last.
    private async Task LoadAsync(Func<Task> ask, CancellationToken end)
    {
        var open = new List<Task>();
        var since = Stopwatch.GetTimestamp();
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            open.Add(CountAsync(ask));
            var wait = (i * s_pause) - Stopwatch.GetElapsedTime(since);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, CancellationToken.None);
            }
        }

        await Task.WhenAll(open);
    }

    private async Task CountAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            Interlocked.Increment(ref _answers);
        }
        catch (Exception exception)
        {
            _failures.Enqueue(exception.ToString());
        }
    }

    private async Task StreamAsync(Func<GrpcChannel> channel, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await CountAsync(async () =>
            {
                const int Messages = 60;
                using var call = new ShapeService.ShapeServiceClient(channel()).Watch(new Shape { Id = Messages }, cancellationToken: Token);
                var last = 0;
                await foreach (var shape in call.ResponseStream.ReadAllAsync(Token))
                {
                    last = shape.Id;
                }

                Assert.Equal(Messages, last);
            });
        }
    }

    private static async Task AskJsonAsync(HttpClient http)
    {
        using var answer = await http.PostAsync("/example/echo", new StringContent("""{"name":"x"}""", Encoding.UTF8, "application/json"), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Hello x.", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static async Task AskGrpcAsync(GrpcChannel channel)
    {
        var answer = await new HelloHTTP.HelloHTTPClient(channel).SayHelloAsync(new HelloHTTPRequest { Name = "x" }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30), cancellationToken: Token);
        Assert.Equal("Hello x.", answer.Message);
    }
}
