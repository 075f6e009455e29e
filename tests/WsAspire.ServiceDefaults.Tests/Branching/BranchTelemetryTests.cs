using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Branching;

namespace WsAspire.ServiceDefaults.Tests.Branching;

public sealed class BranchTelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("f1", "test", "f1", "no-instance")]
    [InlineData("test", "test", "test", null)]
    [InlineData("F1", "test", null, "invalid")]
    [InlineData(null, null, null, null)]
    public async Task Span_SaysWhichBranchServesAndWhichWasAskedFor(string? asked, string? branch, string? tag, string? reason)
    {
        var spans = new ConcurrentQueue<Activity>();
        await using var service = await SampleService.StartAsync();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var trace = ActivityTraceId.CreateRandom();

        await AskAsync(service, asked, ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"));

        while (!spans.Any(span => span.TraceId == trace))
        {
            await Task.Delay(5, Token);
        }

        var span = spans.Single(span => span.TraceId == trace);
        Assert.Equal((branch, tag, reason), (span.GetTagItem("branch"), span.GetTagItem("ws.branch.asked"), span.GetTagItem("ws.branch.reason")));
    }

    [Theory]
    [InlineData("f1", "branch:test ws.branch.asked:f1")]
    [InlineData("F1", "branch:test")]
    [InlineData(null, null)]
    public async Task Log_OfTheRequest_CarriesTheBranch(string? asked, string? expected)
    {
        var scopes = new ScopeProvider();
        await using var service = await SampleService.StartAsync(
            builder => builder.Logging.AddProvider(scopes),
            app => app.MapGet("/log", (ILogger<BranchTelemetryTests> logger) => logger.LogInformation("in the request")));

        await AskAsync(service, asked, path: "/log");

        Assert.Equal(expected, scopes.Seen.Single());
    }

    [Fact]
    public async Task Metrics_NeverHaveIt()
    {
        var tags = new ConcurrentQueue<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, target) => target.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<double>((_, _, measured, _) => Keep(measured));
        listener.SetMeasurementEventCallback<long>((_, _, measured, _) => Keep(measured));
        listener.Start();
        await using var services = await HopServices.StartAsync();

        await AskAsync(services.A, "zz-branch", path: "/hop");

        Assert.DoesNotContain(tags, tag => tag.Contains("zz-branch", StringComparison.Ordinal));
        Assert.NotEmpty(tags);

        void Keep(ReadOnlySpan<KeyValuePair<string, object?>> measured)
        {
            foreach (var tag in measured)
            {
                tags.Enqueue($"{tag.Key}={tag.Value}");
            }
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Cookie", "session=1")]
    [InlineData("x-other", "f1")]
    public async Task Request_WithoutABranch_AllocatesNothing(string? header, string? value)
    {
        await using var service = SampleService.Create(["--urls", "http://127.0.0.1:0"]);
        var middleware = ActivatorUtilities.CreateInstance<BranchMiddleware>(service.App.Services, (RequestDelegate)(_ => Task.CompletedTask));
        var context = new DefaultHttpContext { Request = { QueryString = new QueryString("?page=2") } };
        if (header is not null)
        {
            context.Request.Headers[header] = value;
        }

        await RunAsync(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var running = RunAsync(1000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        await running;

        Assert.Equal(0, allocated);

        Task RunAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                Assert.True(middleware.InvokeAsync(context).IsCompletedSuccessfully);
            }

            return Task.CompletedTask;
        }
    }

    private static async Task AskAsync(SampleService service, string? branch, (string Name, string Value)? header = null, string path = "/peer")
    {
        using var http = service.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (branch is not null)
        {
            request.Headers.Add("branch", branch);
        }

        if (header is { } more)
        {
            request.Headers.Add(more.Name, more.Value);
        }

        (await http.SendAsync(request, Token)).EnsureSuccessStatusCode();
    }

    /// <summary>Keeps the scope of the branch of each line that the test writes.</summary>
    private sealed class ScopeProvider : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider _scopes = null!;

        public ConcurrentQueue<string?> Seen { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(this);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public void Dispose()
        {
        }

        private sealed class Logger(ScopeProvider provider) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (formatter(state, exception) != "in the request")
                {
                    return;
                }

                string? found = null;
                provider._scopes.ForEachScope((scope, _) => found = scope is BranchLogScope ? scope.ToString() : found, this);
                provider.Seen.Enqueue(found);
            }
        }
    }
}
