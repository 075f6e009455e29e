using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry.Trace;
using WsAspire.ServiceDefaults.Telemetry;
using WsAspire.ServiceDefaults.Tests.Admin;

namespace WsAspire.ServiceDefaults.Tests.Telemetry;

[Collection(typeof(AloneCollection))]
public sealed class TraceLimitTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Traces_AreRecordedUpToTheNumberInASecond()
    {
        var limit = new TraceLimit(100, _time, _services.GetRequiredService<IMeterFactory>());

        Assert.Equal(100, Recorded(limit, 1000));
        _time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.Equal(25, Recorded(limit, 1000));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(100, Recorded(limit, 1000));
    }

    [Fact]
    public async Task Traces_AskedForByManyThreads_AreNotMore()
    {
        var limit = new TraceLimit(1000, _time, _services.GetRequiredService<IMeterFactory>());

        var recorded = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Recorded(limit, 10_000))));

        Assert.Equal(1000, recorded.Sum());
    }

    [Fact]
    public async Task Service_BeyondItsNumber_LeavesOutTracesThatBeginThere_AndCountsThem_ButRecordsThoseOfOthers()
    {
        await using var service = await StartAsync("--Telemetry:MaxTracesPerSecond", "1", "--Admin:Metrics", "true");
        using var http = service.CreateHttpClient();

        var recorded = 0;
        for (var i = 0; i < 50; i++)
        {
            recorded += await IsRecordedAsync(http) ? 1 : 0;
            Assert.True(await IsRecordedAsync(http, $"00-4bf92f3577b34da6a3ce929d0e0e{i:x4}-00f067aa0ba902b7-01"));
            Assert.False(await IsRecordedAsync(http, $"00-4bf92f3577b34da6a3ce929d0e0f{i:x4}-00f067aa0ba902b7-00"));
        }

        Assert.InRange(recorded, 1, 49);
        using var admin = AdminPortTests.Client(service);
        Assert.Matches(@"(?m)^ws_trace_left_out\S*\s[1-9]", await admin.GetStringAsync("/metrics", Token));
    }

    [Theory]
    [InlineData("--Telemetry:MaxTracesPerSecond", "0", true)]
    [InlineData("--OTEL_TRACES_SAMPLER", "always_off", false)]
    public async Task Service_ToldSo_RecordsAllOrWhatTheSamplerSays(string name, string value, bool isRecorded)
    {
        await using var service = await StartAsync(name, value);
        using var http = service.CreateHttpClient();

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(isRecorded, await IsRecordedAsync(http));
        }
    }

    [Fact]
    public async Task Number_ThatIsNone_RefusesTheStart()
    {
        var exception = await Assert.ThrowsAnyAsync<OptionsValidationException>(() => StartAsync("--Telemetry:MaxTracesPerSecond", "-1"));

        Assert.Contains("Telemetry:MaxTracesPerSecond = \"-1\": allowed is 0 to 1000000", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _services.Dispose();

    private static int Recorded(TraceLimit limit, int count) => Enumerable.Range(0, count).Count(_ => limit.ShouldSample(default).Decision == SamplingDecision.RecordAndSample);

    private static async Task<bool> IsRecordedAsync(HttpClient http, string? parent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/recorded");
        if (parent is not null)
        {
            request.Headers.Add("traceparent", parent);
        }

        using var answer = await http.SendAsync(request, Token);
        return bool.Parse(await answer.Content.ReadAsStringAsync(Token));
    }

    private static Task<SampleService> StartAsync(params string[] arguments) => SampleService.StartAsync(
        ["--urls", "http://127.0.0.1:0", "--OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1", .. arguments],
        null,
        map: app => app.MapGet("/recorded", () => Activity.Current is { Recorded: true, IsAllDataRequested: true } ? "true" : "false"));
}
