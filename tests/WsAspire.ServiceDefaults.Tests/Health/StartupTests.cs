using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WsAspire.ServiceDefaults.Health;

namespace WsAspire.ServiceDefaults.Tests.Health;

public sealed class StartupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WarmUp_NotDone_IsAliveButNeitherStartedNorReady()
    {
        var gate = new Gate();
        await using var service = await StartAsync(gate);
        using var client = service.CreateHttpClient();
        var grpc = new global::Grpc.Health.V1.Health.HealthClient(service.Channel);

        Assert.Equal((200, "Healthy"), await AskAsync(client, "/alive"));
        Assert.Equal((503, "Unhealthy: warming up"), await AskAsync(client, "/startup"));
        Assert.Equal((503, "Unhealthy: warming up"), await AskAsync(client, "/ready"));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, (await grpc.CheckAsync(new HealthCheckRequest(), cancellationToken: Token)).Status);

        gate.Open.SetResult();

        await WaitForAsync(client, "/startup", 200);
        Assert.Equal((200, "Healthy"), await AskAsync(client, "/ready"));
    }

    [Fact]
    public async Task WarmUp_ThatFails_IsLoggedAndDoesNotHoldTheServiceBack()
    {
        var gate = new Gate();
        gate.Open.SetException(new InvalidOperationException("no"));
        await using var service = await StartAsync(gate);
        using var client = service.CreateHttpClient();

        await WaitForAsync(client, "/startup", 200);

        Assert.Contains(service.Logs.Lines, line => line.Message.StartsWith("Gate failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WarmUp_ThatHangs_HoldsTheServiceBackForItsBound()
    {
        await using var service = await StartAsync(new Gate(), "--Health:WarmUpTimeout", "00:00:01");
        using var client = service.CreateHttpClient();

        await WaitForAsync(client, "/startup", 200);

        Assert.Contains(service.Logs.Lines, line => line.Message.StartsWith("Gate is not done after 00:00:01", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watch_StateChanges_IsToldWhatCheckSays()
    {
        var isWell = true;
        await using var service = await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0", "--Health:Period", "00:00:01"],
            null,
            builder => builder.Services.AddHealthChecks().AddCheck("switch", () => Volatile.Read(ref isWell) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(), ["ready"]));
        var grpc = new global::Grpc.Health.V1.Health.HealthClient(service.Channel);
        using var watch = grpc.Watch(new HealthCheckRequest { Service = "readiness" }, cancellationToken: Token);
        await ExpectAsync(watch, HealthCheckResponse.Types.ServingStatus.Serving);

        foreach (var (well, status) in new[] { (false, HealthCheckResponse.Types.ServingStatus.NotServing), (true, HealthCheckResponse.Types.ServingStatus.Serving) })
        {
            Volatile.Write(ref isWell, well);
            await ExpectAsync(watch, status);
            Assert.Equal(status, (await grpc.CheckAsync(new HealthCheckRequest { Service = "readiness" }, cancellationToken: Token)).Status);
        }
    }

    [Fact]
    public async Task Change_OfACheck_IsLoggedOnceWithItsReason()
    {
        await using var service = await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0", "--Health:Period", "00:00:01"],
            null,
            builder => builder.Services.AddHealthChecks().AddCheck("sick", () => new HealthCheckResult(
                HealthStatus.Degraded, "secret", data: new Dictionary<string, object> { ["reason"] = "a cold" })));
        using var client = service.CreateHttpClient();

        for (var i = 0; i < 10; i++)
        {
            await client.GetStringAsync("/health", Token);
        }

        Assert.Single(service.Logs.Lines, line => line.Message.Contains("sick", StringComparison.Ordinal));
        Assert.Contains(service.Logs.Lines, line => line.Message == "Health of sick: Degraded a cold");
    }

    private static async Task ExpectAsync(AsyncServerStreamingCall<HealthCheckResponse> watch, HealthCheckResponse.Types.ServingStatus status)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));

        // The library's first publishing tells a watcher once more what it was told when it came.
        var known = watch.ResponseStream.Current?.Status;
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(timeout.Token));
        }
        while (watch.ResponseStream.Current!.Status == known);

        Assert.Equal(status, watch.ResponseStream.Current.Status);
    }

    private static Task<SampleService> StartAsync(Gate gate, params string[] arguments) => SampleService.StartAsync(
        ["--urls", "http://127.0.0.1:0", .. arguments], null, builder => builder.Services.AddSingleton<IWarmUp>(gate));

    private static async Task<(int Status, string Body)> AskAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Token);
        Assert.Contains("no-store", answer.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private static async Task WaitForAsync(HttpClient client, string path, int status)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        while ((await AskAsync(client, path)).Status != status)
        {
            await Task.Delay(20, timeout.Token);
        }
    }

    private sealed class Gate : IWarmUp
    {
        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task WarmUpAsync(CancellationToken cancellationToken) => Open.Task;
    }
}
