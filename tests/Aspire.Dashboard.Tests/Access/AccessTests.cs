using System.Net;
using System.Net.NetworkInformation;
using Aspire.Dashboard.Tests.Hosts;

namespace Aspire.Dashboard.Tests.Access;

/// <summary>Who gets in, from where, and as what.</summary>
public sealed class AccessTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", HttpStatusCode.Found)]
    [InlineData("/traces?branch=f1", HttpStatusCode.Found)]
    [InlineData("/dashboard.js", HttpStatusCode.Found)]
    [InlineData("/api/resources", HttpStatusCode.Unauthorized)]
    [InlineData("/api/traces", HttpStatusCode.Unauthorized)]
    [InlineData("/login", HttpStatusCode.OK)]
    [InlineData("/login?t=wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/login?t=", HttpStatusCode.Unauthorized)]
    [InlineData("/dashboard.css", HttpStatusCode.OK)]
    public async Task Stranger_SeesNothingButTheLogin(string path, HttpStatusCode expected)
    {
        await using var dashboard = await TestDashboard.StartAsync(login: false);

        using var answer = await dashboard.Client.GetAsync(path, Cancelled);

        Assert.Equal(expected, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.True(expected != HttpStatusCode.Found || answer.Headers.Location!.ToString() == $"/login?returnUrl={Uri.EscapeDataString(path)}");
    }

    [Fact]
    public async Task Login_WithTheToken_SetsACookieThatNoScriptAndNoOtherSiteHas()
    {
        await using var dashboard = await TestDashboard.StartAsync(login: false);

        using var answer = await dashboard.Client.GetAsync(dashboard.Application.Login, Cancelled);

        Assert.Equal((HttpStatusCode.Found, "/"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("; samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(TestDashboard.Token, cookie, StringComparison.Ordinal);
        using var page = await dashboard.Client.GetAsync("/", Cancelled);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Login_ByTheForm_LetsIn()
    {
        await using var dashboard = await TestDashboard.StartAsync(login: false);

        using var wrong = await dashboard.Client.PostAsync("/login", new FormUrlEncodedContent([new("t", "wrong")]), Cancelled);
        using var none = await dashboard.Client.PostAsync("/login", null, Cancelled);
        using var right = await dashboard.Client.PostAsync("/login?returnUrl=%2Ftraces", new FormUrlEncodedContent([new("t", TestDashboard.Token)]), Cancelled);

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Found, "/traces"),
            (wrong.StatusCode, none.StatusCode, right.StatusCode, right.Headers.Location!.ToString()));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/a\r\nb")]
    public async Task Login_ReturnsToItsOwnPagesOnly(string returnUrl)
    {
        await using var dashboard = await TestDashboard.StartAsync(login: false);

        using var answer = await dashboard.Client.GetAsync($"{dashboard.Application.Login}&returnUrl={Uri.EscapeDataString(returnUrl)}", Cancelled);

        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("10.0.0.1", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("shop.localhost", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task Host_ThatIsNotThisMachine_IsRefused(string host, HttpStatusCode expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login") { Headers = { Host = $"{host}:{dashboard.Application.Page.Port}" } };

        using var client = new HttpClient { BaseAddress = dashboard.Application.Page };
        using var answer = await client.SendAsync(request, Cancelled);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:1", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("own", HttpStatusCode.OK)]
    public async Task Post_FromAnotherPage_IsRefused(string? origin, HttpStatusCode expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Resources.Tell(FakeResources.Named("a"));
        await dashboard.ReadAsync("/api/resources", list => list["items"]!.AsArray().Count == 1);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/resources/a/commands/resource-stop");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? dashboard.Application.Page.GetLeftPart(UriPartial.Authority) : origin);
        }

        using var answer = await dashboard.Client.SendAsync(request, Cancelled);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, dashboard.Resources.Executed.Count);
    }

    [Fact]
    public async Task Listeners_AreAtLoopbackOnly_AndHaveTheirOwnPathsOnly()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var telemetryAtThePage = await dashboard.Client.PostAsync("/v1/traces", null, Cancelled);
        using var pageAtTelemetry = await dashboard.Otlp.GetAsync("/api/traces", Cancelled);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (telemetryAtThePage.StatusCode, pageAtTelemetry.StatusCode));
        int[] ports = [dashboard.Application.Page.Port, dashboard.Application.OtlpGrpc.Port, dashboard.Application.OtlpHttp!.Port];
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => ports.Contains(listener.Port)).ToList();
        Assert.Equal(ports.Order(), listeners.Select(listener => listener.Port).Distinct().Order());
        Assert.All(listeners, listener => Assert.True(IPAddress.IsLoopback(listener.Address)));
    }

    [Fact]
    public async Task Port_ThatIsTaken_BecomesAFreeOne()
    {
        await using var first = await TestDashboard.StartAsync();

        await using var second = await TestDashboard.StartAsync(first.Application.Page.Port);

        Assert.NotEqual(first.Application.Page.Port, second.Application.Page.Port);
        Assert.Equal("Shop", (string?)(await second.ReadAsync("/api/resources"))["application"]);
        Assert.Equal("Shop", (string?)(await first.ReadAsync("/api/resources"))["application"]);
    }
}
