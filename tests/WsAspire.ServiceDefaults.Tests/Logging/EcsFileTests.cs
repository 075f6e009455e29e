using System.Net;
using System.Text.Json;
using Hello;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Tests.Admin;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Logging;

public sealed class EcsFileTests : IDisposable
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private readonly string _folder = TestFolder.Create("logs");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Own => Path.Combine(_folder, "ws-sample");

    [Fact]
    public async Task Lines_OfARequest_CarryItsTraceItsBranchAndItsError_AndKeepTheRules()
    {
        await using (var service = await StartAsync("--Branch", "f1"))
        {
            using var http = service.CreateHttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/throw?weather=fine");
            request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
            request.Headers.Add("branch", "f1");
            using var answer = await http.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        }

        var lines = await ReadAsync();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Empty(EcsRules.Check(line)));
        using var document = JsonDocument.Parse(lines.Single(line => line.Contains("it went wrong", StringComparison.Ordinal) && line.Contains("first \\\"line\\\"", StringComparison.Ordinal)));
        var line = document.RootElement;
        Assert.Equal("error", line.GetProperty("log.level").GetString());
        Assert.Equal(Trace, line.GetProperty("trace.id").GetString());
        Assert.Equal(16, line.GetProperty("span.id").GetString()!.Length);
        Assert.NotEqual("00f067aa0ba902b7", line.GetProperty("span.id").GetString());
        Assert.Equal(line.GetProperty("transaction.id").GetString(), line.GetProperty("span.id").GetString());
        Assert.Equal("ws-sample", line.GetProperty("service.name").GetString());
        Assert.Equal("ws-sample.log", line.GetProperty("event.dataset").GetString());
        Assert.Equal("f1", line.GetProperty("labels").GetProperty("branch").GetString());
        Assert.Equal("7", line.GetProperty("labels").GetProperty("Answer").GetString());
        Assert.Equal("System.InvalidOperationException", line.GetProperty("error.type").GetString());
        Assert.Equal("it went wrong", line.GetProperty("error.message").GetString());
        Assert.Contains("EcsFileTests", line.GetProperty("error.stack_trace").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_OutsideOfRequests_HaveTheProcesssBranchAndNoTrace()
    {
        await using (await StartAsync())
        {
        }

        using var document = JsonDocument.Parse((await ReadAsync())[0]);
        Assert.Equal("test", document.RootElement.GetProperty("labels").GetProperty("branch").GetString());
        Assert.False(document.RootElement.TryGetProperty("trace.id", out _));
    }

    [Fact]
    public async Task Processes_OfOneService_WriteFilesOfTheirOwn_AndTheNextStartTakesTheFirstAgain()
    {
        // A file is there from its first line on, which is written at the end at the latest.
        await using (await StartAsync())
        await using (await StartAsync())
        {
        }

        Assert.Equal(["ws-sample-", "ws-sample.1-"], Files().Select(file => Path.GetFileName(file)[..^13]));

        await using (await StartAsync())
        {
        }

        Assert.Equal(2, Files().Length);
        Assert.Empty(Directory.GetFiles(Own, ".*"));
    }

    [Fact]
    public async Task Files_AreBoundedInSizeAndNumber()
    {
        await using (var service = await StartAsync("--Logs:MaxFileSize", "65536", "--Logs:MaxFiles", "3"))
        {
            var logger = service.App.Services.GetRequiredService<ILogger<EcsFileTests>>();
            for (var i = 0; i < 3000; i++)
            {
                SampleLog.Line(logger, i, new string('x', 500));
            }
        }

        var files = Files();
        Assert.Equal(3, files.Length);
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, 65536 + 4096));
        Assert.Contains(await ReadAsync(), line => line.Contains("\"Number\":\"2999\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Disk_ThatIsFull_CostsLinesAndIsSaid_AndNoRequest()
    {
        Directory.CreateDirectory(Own);
        File.CreateSymbolicLink(Path.Combine(Own, $"ws-sample-{TimeProvider.System.GetLocalNow():yyyyMMdd}.json"), "/dev/full");
        await using var service = await StartAsync("--Admin:Metrics", "true");

        for (var i = 0; i < 20; i++)
        {
            var answer = await new HelloHTTP.HelloHTTPClient(service.Channel).SayHelloAsync(new HelloHTTPRequest { Name = "x" }, cancellationToken: Token);
            Assert.Equal("Hello x.", answer.Message);
        }

        using var admin = AdminPortTests.Client(service);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        var metrics = "";
        while (!Lost(metrics) || !service.Logs.Lines.Any(line => line.Message.Contains("could not be written to its file: No space left on device", StringComparison.Ordinal)))
        {
            Assert.False(timeout.IsCancellationRequested, metrics);
            await Task.Delay(100, Token);
            metrics = await admin.GetStringAsync("/metrics", Token);
        }

        static bool Lost(string metrics) => metrics.Split('\n').Any(line => line.StartsWith("ws_log_lost", StringComparison.Ordinal) && line.Contains("reason=\"disk\"", StringComparison.Ordinal) && !line.Contains("} 0 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Folder_ThatCannotBeWritten_RefusesTheStartAndSaysWhich()
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--Logs:Folder", "/proc/nowhere"], null));

        Assert.Contains("Logs:Folder = \"/proc/nowhere\"", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<SampleService> StartAsync(params string[] arguments) => SampleService.StartAsync(
        ["--urls", "http://127.0.0.1:0", "--Logs:Folder", _folder, .. arguments],
        null,
        map: app => app.MapGet("/throw", (ILogger<EcsFileTests> logger) =>
        {
            try
            {
                throw new InvalidOperationException("it went wrong");
            }
            catch (InvalidOperationException exception)
            {
                SampleLog.Wrong(logger, 7, exception);
                return Microsoft.AspNetCore.Http.Results.StatusCode(500);
            }
        }));

    private string[] Files() => [.. Directory.GetFiles(Own, "*.json").Order(StringComparer.Ordinal)];

    private async Task<string[]> ReadAsync()
    {
        var lines = await Task.WhenAll(Files().Select(file => File.ReadAllLinesAsync(file, Token)));
        return [.. lines.SelectMany(line => line)];
    }
}
