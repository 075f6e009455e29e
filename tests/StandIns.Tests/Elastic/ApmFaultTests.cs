using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Elastic.Apm.NetCoreAll.Export;
using Microsoft.AspNetCore.Http;
using WsAspire.Testing;

namespace StandIns.Tests.Elastic;

/// <summary>An APM server that is not as it should be harms no request, and is told.</summary>
[Collection<ApmCollection>]
[Trait("needs", "quiet")]
public sealed class ApmFaultTests
{
    private const string Token = "correct-horse";

    // Nothing listens there.
    private const string Nowhere = "http://127.0.0.1:1";

    public static TheoryData<string, int> Refusals { get; } = new()
    {
        { "is ELASTIC_APM_SECRET_TOKEN right?", StatusCodes.Status401Unauthorized },
        { "ELASTIC_APM_SECRET_TOKEN may not send events there", StatusCodes.Status403Forbidden },
        { "is it an APM Server", StatusCodes.Status404NotFound },
        { "it has more than it can take", StatusCodes.Status429TooManyRequests },
        { "500 from", StatusCodes.Status500InternalServerError },
        { "307 from", StatusCodes.Status307TemporaryRedirect },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_IsToldOnce_WithWhatWouldHelp_AndDropsAreCounted(string expected, int status)
    {
        await using var elsewhere = await ApmReceiver.StartAsync();
        await using var receiver = await ApmReceiver.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"{elsewhere.Address}{context.Request.Path}";
            return Task.CompletedTask;
        });
        await using var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={receiver.Address}", $"ELASTIC_APM_SECRET_TOKEN={Token}");

        await service.GetAsync("/hello");
        await Until.TrueAsync(() => service.Drops["traces", ApmDrops.NotSent] > 0 && service.Drops["logs", ApmDrops.NotSent] > 0, () => "drops of both signals");
        await service.GetAsync("/hello");
        await Until.TrueAsync(() => service.Drops["traces", ApmDrops.NotSent] > 1, () => "more drops");

        var told = Assert.Single(service.Logs.Warnings, line => line.Contains("did not reach Elastic APM", StringComparison.Ordinal));
        Assert.Contains($"{status} from {receiver.Address}", told, StringComparison.Ordinal);
        Assert.Contains(expected, told, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Text.Contains(Token, StringComparison.Ordinal));
        Assert.Equal(0, elsewhere.Count("traces"));
    }

    [Fact]
    public async Task Drops_SinceTheyWereTold_AreToldAtTheEnd()
    {
        var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={Nowhere}");
        await Until.TrueAsync(() => Told(service).Length > 0, () => "drops of the first lines");
        await service.GetAsync("/hello");
        await Until.TrueAsync(() => service.Drops["traces", ApmDrops.NotSent] > 0, () => "drops of spans");

        await service.DisposeAsync();

        var told = Told(service);
        Assert.Equal(2, told.Length);
        Assert.All(told, line => Assert.Contains($"{Nowhere} is not reached: Connection refused", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LogLevelNone_SaysNothing()
    {
        await using var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={Nowhere}", "ELASTIC_APM_LOG_LEVEL=None", "ELASTIC_APM_ENABLED=perhaps", "ELASTIC_APM_CAPTURE_BODY=all");

        await Until.TrueAsync(() => service.Drops["logs", ApmDrops.NotSent] > 0, () => "drops");

        Assert.DoesNotContain(service.Logs.Lines, line => line.Text.Contains("Elastic", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task UnknownSettings_AreNamedInOneWarning_AndWrongOnesInTheirOwn()
    {
        await using var service = await ApmService.StartAsync(
            $"ELASTIC_APM_SERVER_URL={Nowhere}", "ELASTIC_APM_CAPTURE_BODY=all", "ELASTIC_APM_SEVER_URL=http://typo", "ElasticApm:CentralConfig=true", "ELASTIC_APM_ENABLED=perhaps");

        Assert.Single(service.Logs.Warnings, line => line.Contains("ignores ELASTIC_APM_CAPTURE_BODY, ELASTIC_APM_SEVER_URL, ElasticApm:CentralConfig;", StringComparison.Ordinal));
        Assert.Single(service.Logs.Warnings, line => line.Contains("ELASTIC_APM_ENABLED: got 'perhaps', expected true or false; it is True now.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ServerThatHangs_HoldsBackNoRequest_AndTheQueueIsBounded()
    {
        const int Requests = 300;
        const int Queue = 100;
        await using var receiver = await ApmReceiver.StartAsync(context => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted));
        var service = await ApmService.StartAsync(
            $"ELASTIC_APM_SERVER_URL={receiver.Address}", $"ELASTIC_APM_MAX_QUEUE_EVENT_COUNT={Queue}", "ELASTIC_APM_MAX_BATCH_EVENT_COUNT=50");

        var slowest = TimeSpan.Zero;
        for (var i = 0; i < Requests; i++)
        {
            var one = Stopwatch.StartNew();
            await service.GetAsync("/hello");
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, one.Elapsed.Ticks));
        }

        // What is not dropped is in the queue: nothing was sent yet.
        await Until.TrueAsync(() => service.Drops["traces", ApmDrops.QueueFull] == Requests - Queue, () => $"{Requests - Queue} drops, there are {service.Drops["traces", ApmDrops.QueueFull]}");
        Assert.True(slowest < TimeSpan.FromSeconds(5), $"A request took {slowest}");
        Assert.Contains(service.Logs.Warnings, line => line.Contains($"{Queue} wait already, ELASTIC_APM_MAX_QUEUE_EVENT_COUNT", StringComparison.Ordinal));

        var stopping = Stopwatch.StartNew();
        await service.DisposeAsync();
        Assert.True(stopping.Elapsed < TimeSpan.FromSeconds(4), $"It took {stopping.Elapsed} to stop; 1.5 s are for telemetry");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task ServerThatSendsHalfAnAnswer_HoldsBackNothing(int status)
    {
        await using var receiver = await ApmReceiver.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentLength = 1000;
            await context.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted);
        });
        await using var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={receiver.Address}");

        // An answer has ten seconds.
        var both = Stopwatch.StartNew();
        await service.GetAsync("/hello");
        await receiver.WaitForAsync("traces", "/hello");
        await service.GetAsync("/secret");
        await receiver.WaitForAsync("traces", "/secret");
        Assert.True(both.Elapsed < TimeSpan.FromSeconds(9), $"The second waited for the first: {both.Elapsed}");
        Assert.Equal(status != 200, service.Logs.Warnings.Any(line => line.Contains("did not reach", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ServerThatComesBack_GetsWhatHappensThen()
    {
        var isUp = false;
        await using var receiver = await ApmReceiver.StartAsync(context =>
        {
            context.Response.StatusCode = Volatile.Read(ref isUp) ? 200 : 503;
            return Task.CompletedTask;
        });
        await using var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={receiver.Address}");
        await service.GetAsync("/hello");
        await Until.TrueAsync(() => service.Drops["traces", ApmDrops.NotSent] == 1, () => "one drop");

        Volatile.Write(ref isUp, true);
        await service.GetAsync("/secret");
        await receiver.WaitForAsync("traces", "/secret");

        Assert.Equal(1, service.Drops["traces", ApmDrops.NotSent]);
    }

    [Theory]
    [InlineData("none", null, false)]
    [InlineData("ELASTIC_APM_VERIFY_SERVER_CERT", "false", true)]
    [InlineData("ELASTIC_APM_SERVER_CERT", "the server's", true)]
    [InlineData("ELASTIC_APM_SERVER_CERT", "another", false)]
    public async Task CertificateOfTheServersOwn_IsTakenWhereSomebodySaysSo(string setting, string? value, bool isTaken)
    {
        var folder = TestFolder.Create("certificates");
        try
        {
            using var certificate = SelfMade();
            using var other = SelfMade();
            var file = Path.Combine(folder, "server.pem");
            await File.WriteAllTextAsync(file, (value == "another" ? other : certificate).ExportCertificatePem(), TestContext.Current.CancellationToken);
            await using var receiver = await ApmReceiver.StartAsync(certificate: certificate);
            await using var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={receiver.Address}", $"{setting}={(value == "false" ? value : file)}");

            await service.GetAsync("/hello");
            await Until.TrueAsync(() => receiver.Count("traces") > 0 || service.Drops["traces", ApmDrops.NotSent] > 0, () => "spans, sent or not");

            Assert.Equal(isTaken, receiver.Count("traces") > 0);
            Assert.Equal(!isTaken, service.Logs.Warnings.Any(line => line.Contains($"no safe connection to {receiver.Address}", StringComparison.Ordinal)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Told(ApmService service) => [.. service.Logs.Warnings.Where(line => line.Contains("did not reach Elastic APM", StringComparison.Ordinal))];

    private static X509Certificate2 SelfMade()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }
}
