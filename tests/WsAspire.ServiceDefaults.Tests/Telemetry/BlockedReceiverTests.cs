using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Tests.Admin;

namespace WsAspire.ServiceDefaults.Tests.Telemetry;

/// <summary>What spans cost, and what becomes of them, while the receiver takes none.</summary>
[Collection(typeof(AloneCollection))]
public sealed class BlockedReceiverTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_WhileTheQueueIsFullAndNobodyAnswers_AreLeftEmptyAndCounted_AndFilledAgainAfterwards()
    {
        var answers = new TaskCompletionSource();
        await using var receiver = await StartReceiverAsync(context => answers.Task.WaitAsync(context.RequestAborted));
        await using var service = await SampleService.StartAsync(
            [
                "--urls", "http://127.0.0.1:0", "--Telemetry:MaxTracesPerSecond", "0", "--Admin:Metrics", "true",
                "--OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Urls.First(), "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "--OTEL_BSP_MAX_QUEUE_SIZE", "40", "--OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "20", "--OTEL_BSP_SCHEDULE_DELAY", "50",
            ],
            null,
            map: app => app.MapGet("/span", () => $"{Activity.Current!.Recorded} {Activity.Current.IsAllDataRequested}"));
        using var http = service.CreateHttpClient();

        // Others are told that it is recorded: they may have a place for theirs.
        await UntilAsync(http, "True False");
        using (var admin = AdminPortTests.Client(service))
        {
            Assert.Matches(new Regex("""(?m)^ws_span_lost\S*reason="queue"\S*\s[1-9]"""), await admin.GetStringAsync("/metrics", Token));
        }

        answers.SetResult();
        await UntilAsync(http, "True True");
    }

    [Fact]
    public async Task Signals_MayHaveReceiversOfTheirOwn()
    {
        await using var all = await OtlpReceiver.StartAsync();
        await using var traces = await OtlpReceiver.StartAsync();
        await using var metrics = await OtlpReceiver.StartAsync();
        await using var logs = await OtlpReceiver.StartAsync();
        await using (var service = await SampleService.StartAsync(
            [
                "--urls", "http://127.0.0.1:0", "--OTEL_EXPORTER_OTLP_ENDPOINT", all.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                .. ReceiverOf("TRACES", traces), .. ReceiverOf("METRICS", metrics), .. ReceiverOf("LOGS", logs),
                "--OTEL_METRIC_EXPORT_INTERVAL", "100", "--OTEL_BSP_SCHEDULE_DELAY", "50", "--OTEL_BLRP_SCHEDULE_DELAY", "50",
            ],
            null))
        {
            using var http = service.CreateHttpClient();
            await http.GetAsync("/nowhere", Token);
            await traces.WaitForAsync("traces", "/nowhere");
            await metrics.WaitForAsync("metrics", "http.server.request.duration");
            await logs.WaitForAsync("logs", "ws-sample");
        }

        Assert.All((string[])["traces", "metrics", "logs"], kind => Assert.Empty(all.Received(kind)));
        Assert.Empty(traces.Received("metrics") + traces.Received("logs") + metrics.Received("traces") + metrics.Received("logs") + logs.Received("traces") + logs.Received("metrics"));
    }

    private static string[] ReceiverOf(string signal, OtlpReceiver receiver) =>
        [$"--OTEL_EXPORTER_OTLP_{signal}_ENDPOINT", $"{receiver.Address}/v1/{signal.ToLowerInvariant()}", $"--OTEL_EXPORTER_OTLP_{signal}_PROTOCOL", "http/protobuf"];

    private static async Task UntilAsync(HttpClient http, string expected)
    {
        var since = Stopwatch.GetTimestamp();
        for (var answer = ""; answer != expected; answer = await http.GetStringAsync("/span", Token))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < s_patience, answer);
        }
    }

    private static async Task<WebApplication> StartReceiverAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = builder.Build();
        receiver.MapPost("/v1/{kind}", answer);
        await receiver.StartAsync(Token);
        return receiver;
    }
}
