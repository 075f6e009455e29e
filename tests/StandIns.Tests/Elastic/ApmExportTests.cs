namespace StandIns.Tests.Elastic;

/// <summary>What a service of the frame sends, by the agent's settings.</summary>
[Collection<ApmCollection>]
public sealed class ApmExportTests
{
    [Theory]
    [InlineData("ELASTIC_APM_SECRET_TOKEN=abc", "Bearer abc")]
    [InlineData("ELASTIC_APM_API_KEY=def", "ApiKey def")]
    [InlineData("ElasticApm:SecretToken=ghi", "Bearer ghi")]
    [InlineData("Nothing=set", null)]
    public async Task Requests_OfAllSignals_SayWhoSends_ThereAlone(string setting, string? expected)
    {
        await using var receiver = await ApmReceiver.StartAsync();
        await using var other = await ApmReceiver.StartAsync();
        await using (var service = await ApmService.StartAsync(
            $"ELASTIC_APM_SERVER_URL={receiver.Address}", setting,
            $"OTEL_EXPORTER_OTLP_ENDPOINT={other.Address}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"))
        {
            await service.GetAsync("/fail");
            await service.EndAsync();
        }

        Assert.Equal([expected], receiver.Authorizations);
        foreach (var signal in new[] { "traces", "metrics", "logs" })
        {
            Assert.NotEqual(0, receiver.Count(signal));
            Assert.NotEqual(0, other.Count(signal));
        }

        Assert.Equal([null], other.Authorizations);
    }

    [Fact]
    public async Task Service_IsWhoItIs_UnlessTheSettingsSayOtherwise()
    {
        await using var receiver = await ApmReceiver.StartAsync();
        await using (var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={receiver.Address}"))
        {
            await service.GetAsync("/hello");
            await service.EndAsync();
        }

        Assert.Contains("ws-sample", receiver.Text("traces"), StringComparison.Ordinal);
        Assert.Contains("Staging", receiver.Text("traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_NamedByTheSettings_IsSoInAllSignals()
    {
        await using var receiver = await ApmReceiver.StartAsync();
        await using (var service = await ApmService.StartAsync(
            $"ELASTIC_APM_SERVER_URL={receiver.Address}", "ELASTIC_APM_SERVICE_NAME=shop", "ELASTIC_APM_SERVICE_VERSION=9.8.7", "ELASTIC_APM_SERVICE_NODE_NAME=shop-node-3",
            "ELASTIC_APM_ENVIRONMENT=qa-1", "ELASTIC_APM_HOSTNAME=host-of-tests", "ELASTIC_APM_GLOBAL_LABELS=team=orders"))
        {
            await service.GetAsync("/hello");
            await service.EndAsync();
        }

        foreach (var signal in new[] { "traces", "metrics", "logs" })
        {
            Assert.All(["shop", "9.8.7", "shop-node-3", "qa-1", "host-of-tests", "orders"], text => Assert.Contains(text, receiver.Text(signal), StringComparison.Ordinal));
            Assert.DoesNotContain("ws-sample", receiver.Text(signal), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ELASTIC_APM_ENABLED=false", "")]
    [InlineData("ELASTIC_APM_RECORDING=false", "")]
    [InlineData("ELASTIC_APM_TRANSACTION_SAMPLE_RATE=0", "logs metrics")]
    [InlineData("ELASTIC_APM_METRICS_INTERVAL=0", "logs traces")]
    [InlineData("ELASTIC_APM_DISABLE_METRICS=*", "logs traces")]
    [InlineData("ELASTIC_APM_TRANSACTION_IGNORE_URLS=/he*o", "logs metrics")]
    public async Task Setting_LeavesSignalsOut(string setting, string expected)
    {
        await using var receiver = await ApmReceiver.StartAsync();
        await using (var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={receiver.Address}", setting))
        {
            await service.GetAsync("/hello");
            await service.EndAsync();
        }

        Assert.Equal(expected, string.Join(' ', new[] { "logs", "metrics", "traces" }.Where(signal => receiver.Count(signal) > 0)));
    }

    [Theory]
    [InlineData("01", 1)]
    [InlineData("00", 0)]
    public async Task Trace_ThatCameWithADecision_KeepsIt(string flags, int requests)
    {
        await using var receiver = await ApmReceiver.StartAsync();
        await using (var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={receiver.Address}", $"ELASTIC_APM_TRANSACTION_SAMPLE_RATE={1 - requests}", "ELASTIC_APM_FLUSH_INTERVAL=1h"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/hello");
            request.Headers.Add("traceparent", $"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-{flags}");
            using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
            await service.EndAsync();
        }

        Assert.Equal(requests, receiver.Count("traces"));
    }

    [Fact]
    public async Task Requests_OfTheDefaultIgnoreList_AreLeftOut_AndProbesToo()
    {
        await using var receiver = await ApmReceiver.StartAsync();
        await using (var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={receiver.Address}"))
        {
            await service.GetAsync("/favicon.ico");
            await service.GetAsync("/alive");
            await service.EndAsync();
        }

        Assert.Equal(0, receiver.Count("traces"));
    }

    [Fact]
    public async Task Metric_OfTheList_IsLeftOut_AndOthersAreNot()
    {
        await using var receiver = await ApmReceiver.StartAsync();
        await using (var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={receiver.Address}", "ELASTIC_APM_DISABLE_METRICS=kestrel.*"))
        {
            await service.GetAsync("/hello");
            await service.EndAsync();
        }

        Assert.DoesNotContain("kestrel.", receiver.Text("metrics"), StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", receiver.Text("metrics"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nothing=set", true)]
    [InlineData("ELASTIC_APM_SANITIZE_FIELD_NAMES=cardn*", true)]
    [InlineData("ELASTIC_APM_SANITIZE_FIELD_NAMES=", false)]
    public async Task SecretOfALogLine_IsNotSent_UnlessSomebodySaysSo(string setting, bool isRedacted)
    {
        await using var receiver = await ApmReceiver.StartAsync();
        await using (var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={receiver.Address}", setting))
        {
            await service.GetAsync("/secret");
            await service.EndAsync();
        }

        Assert.Contains("home", receiver.Text("logs"), StringComparison.Ordinal);
        Assert.Equal(isRedacted, receiver.Text("logs").Contains("Paid with [REDACTED]", StringComparison.Ordinal));
        Assert.Equal(!isRedacted, receiver.Text("logs").Contains(ApmService.Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Information", true)]
    [InlineData("Error", false)]
    public async Task Level_OfTheProvider_DecidesWhichLinesAreSent(string level, bool areLines)
    {
        await using var receiver = await ApmReceiver.StartAsync();
        await using (var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={receiver.Address}", $"Logging:OpenTelemetry:LogLevel:Default={level}"))
        {
            await service.GetAsync("/secret");
            await service.GetAsync("/fail");
            await service.EndAsync();
        }

        Assert.Equal(areLines, receiver.Text("logs").Contains("Paid with", StringComparison.Ordinal));
        Assert.Contains("The shelf is empty", receiver.Text("logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FlushInterval_AndBatch_SendBeforeTheEnd()
    {
        await using var receiver = await ApmReceiver.StartAsync();
        await using var service = await ApmService.StartAsync(
            $"ELASTIC_APM_SERVER_URL={receiver.Address}", "ELASTIC_APM_FLUSH_INTERVAL=1h", "ELASTIC_APM_MAX_BATCH_EVENT_COUNT=3", "ELASTIC_APM_METRICS_INTERVAL=1s");

        for (var i = 0; i < 3; i++)
        {
            await service.GetAsync("/hello");
        }

        await receiver.WaitForAsync("traces", "/hello");
        await receiver.WaitForAsync("metrics", "http.server.request.duration");
    }
}
