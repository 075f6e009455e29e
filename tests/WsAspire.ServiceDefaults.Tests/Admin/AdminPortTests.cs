using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Tests.Admin;

public sealed class AdminPortTests
{
    private const string Secret = "correct-horse-battery";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Index_Asked_NamesEachPageAndEachAnswers()
    {
        await using var service = await SampleService.StartAsync();
        using var admin = Client(service);

        var index = await admin.GetFromJsonAsync<JsonElement>("/", Token);

        Assert.Equal("ws-sample", index.GetProperty("service").GetString());
        string[] pages = [.. index.GetProperty("pages").EnumerateObject().Select(page => page.Name)];
        Assert.Equal(["/config", "/routes", "/logs", "/counters", "/health"], pages);
        foreach (var page in pages)
        {
            using var answer = await admin.GetAsync(page, Token);
            Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        }
    }

    [Fact]
    public async Task Port_ByDefault_IsLoopbackOnlyAndNotTheServices()
    {
        await using var service = await SampleService.StartAsync();
        using var admin = Client(service);
        using var main = service.CreateHttpClient();

        Assert.Equal("127.0.0.1", admin.BaseAddress!.Host);
        Assert.NotEqual(service.Port, admin.BaseAddress.Port);
        using var answer = await main.GetAsync("/config", Token);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Port_Disabled_IsNotOpened()
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--Admin:Enabled", "false"], null);

        Assert.DoesNotContain(service.Logs.Lines, line => line.Message.StartsWith("Admin port on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Port_ThatIsTaken_RefusesTheStartAndSaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--Admin:Address", $"http://{taken.LocalEndpoint}"], null));

        Assert.Equal($"Admin:Address = \"http://{taken.LocalEndpoint}/\": it is in use already; expected a free one, such as http://127.0.0.1:0.", exception.Message);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "other machines can reach it: set Admin:Token, or Admin:AllowRemote to true.")]
    [InlineData("http://[::]:0", "other machines can reach it")]
    [InlineData("https://127.0.0.1:0", "expected http://, an IP address or localhost, and a port.")]
    [InlineData("http://somewhere:0", "expected http://, an IP address or localhost, and a port.")]
    [InlineData("http://127.0.0.1:0/path", "expected http://, an IP address or localhost, and a port.")]
    [InlineData("127.0.0.1:0", "expected an absolute URI")]
    public void Address_ThatIsNotAllowed_RefusesTheStart(string address, string fault)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => SampleService.Create(["--Admin:Address", address]));

        Assert.StartsWith($"command line: Admin:Address = \"{address}\": {fault}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_OfAllMachinesByAllowRemote_IsOpenedWithAWarning()
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--Admin:Address", "http://0.0.0.0:0", "--Admin:AllowRemote", "true"], null);

        Assert.Contains(service.Logs.Lines, line => line.Level == LogLevel.Warning && line.Message.Contains("asks for no token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Basic " + Secret, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer " + Secret, HttpStatusCode.OK)]
    public async Task Token_Set_IsAskedForOnEachRequest(string? header, HttpStatusCode expected)
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--Admin:Address", "http://0.0.0.0:0", "--Admin:Token", Secret], null);
        using var admin = Client(service);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/config");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        using var answer = await admin.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
        Assert.DoesNotContain(Secret, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Message.Contains("asks for no token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Host", "evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "none", HttpStatusCode.OK)]
    [InlineData("Host", "localhost", HttpStatusCode.OK)]
    public async Task Request_OfAWebPage_IsRefused(string header, string value, HttpStatusCode expected)
    {
        await using var service = await SampleService.StartAsync();
        using var admin = Client(service);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/config");
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await admin.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound)]
    [InlineData("POST", "/config", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/logs", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/counters?sample=x", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/counters?sample=31", HttpStatusCode.BadRequest)]
    public async Task Request_ThatIsWrong_IsRefusedWithAReason(string method, string path, HttpStatusCode expected)
    {
        await using var service = await SampleService.StartAsync();
        using var admin = Client(service);

        using var answer = await admin.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Token);

        Assert.Equal(expected, answer.StatusCode);
        Assert.False(string.IsNullOrEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Config_Asked_ShowsEachValueWithItsSourceAndNoSecret()
    {
        await using var service = await SampleService.StartAsync(
            [
                "--urls", "http://127.0.0.1:0", "--database:password", "hidden1", "--ConnectionStrings:orders", "Server=db;User ID=me;Password=hidden2", "--Other:ApiKey", "hidden3",
                "--Other:Proxy", "http://me:hidden4@proxy:1", "--Other:Headers", "Authorization=Bearer hidden5", "--Other:Url", "http://a/?token=hidden6",
            ],
            "database: { host: db1 }");
        using var admin = Client(service);

        var text = await admin.GetStringAsync("/config", Token);

        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        var values = JsonDocument.Parse(text).RootElement.GetProperty("values").EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("key").GetString()!, entry => (entry.GetProperty("value").GetString(), entry.GetProperty("source").GetString()));
        Assert.Equal(("db1", "config/conf.yaml"), values["database:host"]);
        Assert.Equal(("***", "command line"), values["database:password"]);
        Assert.Equal(("server=db;user id=me;password=***", "command line"), values["ConnectionStrings:orders"]);
        Assert.Equal(("http://***@proxy:1", "command line"), values["Other:Proxy"]);
        Assert.Equal(("3306", "default"), values["database:port"]);
        Assert.DoesNotContain("PATH", values.Keys);
    }

    [Fact]
    public async Task Routes_Asked_ShowGrpcNamesAndMethods()
    {
        await using var service = await SampleService.StartAsync();
        using var admin = Client(service);

        var routes = await admin.GetFromJsonAsync<JsonElement[]>("/routes", Token);

        Assert.Contains(routes!, route => route.GetProperty("route").GetString() == "/hello.HelloHTTP/SayHello" && route.GetProperty("grpc").GetString() == "/hello.HelloHTTP/SayHello");
        Assert.Contains(routes!, route => route.GetProperty("route").GetString() == "/peer" && route.GetProperty("methods")[0].GetString() == "GET");
    }

    [Fact]
    public async Task Health_Asked_ShowsErrors()
    {
        await using var service = await SampleService.StartAsync(builder => builder.Services.AddHealthChecks().AddCheck("broken", () => throw new InvalidOperationException("the reason")));
        using var admin = Client(service);

        var health = await admin.GetFromJsonAsync<JsonElement>("/health", Token);

        var check = health.GetProperty("checks").GetProperty("broken");
        Assert.Equal(("Unhealthy", "the reason"), (check.GetProperty("status").GetString(), check.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Counters_Asked_CountConnectionsOfTheServiceAndRequestsOfASample()
    {
        await using var service = await SampleService.StartAsync();
        using var admin = Client(service);
        using var client = service.CreateHttpClient();
        var idle = await admin.GetFromJsonAsync<JsonElement>("/counters", Token);
        Assert.Equal(0, idle.GetProperty("connections").GetProperty("total").GetInt64());

        // Pays for the connection: a request has to end within the sample.
        await client.GetStringAsync("/peer", Token);

        var sampled = admin.GetFromJsonAsync<JsonElement>("/counters?sample=1", Token);
        while (!sampled.IsCompleted)
        {
            await client.GetStringAsync("/peer", Token);
        }

        var counters = await sampled;
        Assert.Equal((1, 1), (counters.GetProperty("connections").GetProperty("active").GetInt64(), counters.GetProperty("connections").GetProperty("total").GetInt64()));
        Assert.InRange(counters.GetProperty("requests").GetProperty("ended").GetInt64(), 1, long.MaxValue);
        Assert.All(
            (JsonElement[])[counters.GetProperty("threadPool").GetProperty("threads"), counters.GetProperty("gc").GetProperty("heapBytes"), counters.GetProperty("process").GetProperty("rssBytes"), counters.GetProperty("process").GetProperty("handles")],
            value => Assert.True(value.GetInt64() > 0));
    }

    [Fact]
    public async Task Service_Draining_StillAnswersHealthAndThenNothing()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var service = await SampleService.StartAsync(map: app => app.MapGet("/wait", async () =>
        {
            entered.SetResult();
            await release.Task;
            return "done";
        }));
        using var admin = Client(service);
        using var client = service.CreateHttpClient();
        var running = client.GetStringAsync("/wait", Token);
        await entered.Task;

        var stopping = service.App.StopAsync(Token);
        Assert.True(service.App.Lifetime.ApplicationStopping.IsCancellationRequested);
        using (var health = await admin.GetAsync("/health", Token))
        {
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }

        release.SetResult();
        Assert.Equal("done", await running);
        await stopping;
        using var later = new HttpClient { BaseAddress = admin.BaseAddress };
        await Assert.ThrowsAsync<HttpRequestException>(() => later.GetAsync("/health", Token));
    }

    internal static HttpClient Client(SampleService service)
    {
        const string Opened = "Admin port on ";
        var line = service.Logs.Lines.Single(line => line.Message.StartsWith(Opened, StringComparison.Ordinal)).Message;
        return new HttpClient { BaseAddress = new Uri(line[Opened.Length..].Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };
    }
}
