using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Tests.Hosts;
using WsBranches.Tests.Hosts;

namespace Aspire.Dashboard.Tests.Pages;

/// <summary>The pages in a real browser.</summary>
public sealed class PageTests
{
    private const string Markup = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/traces/0af7651916cd43dd8448eb211c80319c", "text/html")]
    [InlineData("/dashboard.js", "text/javascript")]
    [InlineData("/trace.js", "text/javascript")]
    [InlineData("/dashboard.css", "text/css")]
    [InlineData("/login?t=wrong", "text/html")]
    public async Task File_IsServed_WithAPolicyThatAllowsNothingElse(string path, string type)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.Client.GetAsync(path, Cancelled);

        Assert.Equal($"{type}; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotMatch("https?://(?!www\\.w3\\.org/2000/svg)[a-z]", await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task Login_ByTyping_LeadsToThePageThatWasAskedFor()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var browser = await Browser.OpenAsync(new Uri(dashboard.Application.Page, "/traces?branch=f1"));

        await browser.UntilAsync("document.activeElement?.id === 'token'");
        await browser.TypeAsync(TestDashboard.Token);
        await browser.PressAsync("Enter", 13, "\r");

        await browser.UntilAsync("location.pathname === '/traces' && document.getElementById('branch')?.value === 'f1'");
        await browser.UntilAsync("document.getElementById('live').textContent === 'live'");
    }

    [Fact]
    public async Task Resources_AreLive_AndHaveButtons()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Resources.Tell(FakeResources.Named("ws-order", "Starting"));
        await using var browser = await Browser.OpenAsync(dashboard.Application.Login);
        await browser.UntilAsync("document.querySelector('#resources tbody tr')?.innerText.includes('Starting')");

        dashboard.Resources.Tell(FakeResources.Named("ws-order"));
        await browser.UntilAsync("document.querySelector('#resources tbody .state.good')?.textContent === 'Running'");
        await browser.EvaluateAsync("[...document.querySelectorAll('#resources button')].find(b => b.textContent === 'Stop').click()");

        await browser.UntilAsync("document.getElementById('outcome').textContent === 'Stop ws-order: done'");
        Assert.Equal(["ws-order resource-stop"], dashboard.Resources.Executed);
        Assert.Equal("http://localhost/ws-order", (string?)await browser.EvaluateAsync("document.querySelector('#resources .urls a').href"));
        Assert.True((bool)(await browser.EvaluateAsync("[...document.querySelectorAll('#resources button')].find(b => b.textContent === 'Start').disabled"))!);
    }

    [Fact]
    public async Task Console_ShowsWhatIsPrinted_AsItIsPrinted()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Resources.Tell(FakeResources.Named("ws-order"));
        dashboard.Resources.Print("ws-order", Markup, isError: true);
        await using var browser = await Browser.OpenAsync(dashboard.Application.Login);
        await browser.SendAsync("Page.navigate", new() { ["url"] = new Uri(dashboard.Application.Page, "/console?resource=ws-order").ToString() });
        await browser.UntilAsync("document.querySelector('#lines .error')?.textContent.startsWith('<img')");

        dashboard.Resources.Print("ws-order", "second");

        await browser.UntilAsync("document.querySelectorAll('#lines div').length === 2 && document.querySelector('#lines').lastElementChild.textContent === 'second'");
        Assert.Null(await browser.EvaluateAsync("window.hit ?? null"));
    }

    [Fact]
    public async Task Logs_AreLive_AndFiltered()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Make.Logs("ws-order", Make.Log("first", attributes: Make.Attribute("branch", "f1")), Make.Log("second", trace: 7, span: 8)));
        await using var browser = await Browser.OpenAsync(dashboard.Application.Login);
        await browser.SendAsync("Page.navigate", new() { ["url"] = new Uri(dashboard.Application.Page, "/logs").ToString() });
        await browser.UntilAsync("document.querySelectorAll('#logs > tbody > tr').length === 2");
        Assert.Equal("/traces/00000000000000000000000000000007?span=0000000000000008", (string?)await browser.EvaluateAsync("(a => a.pathname + a.search)(document.querySelector('#logs td a'))"));

        await dashboard.SendAsync(Make.Logs("ws-bff", Make.Log("third", 17)));
        await browser.UntilAsync("document.querySelectorAll('#logs > tbody > tr').length === 3");
        Assert.Equal("third", (string?)await browser.EvaluateAsync("document.querySelector('#logs tbody summary').textContent"));
        await browser.EvaluateAsync("document.getElementById('branch').focus()");
        await browser.TypeAsync("f1");

        await browser.UntilAsync("document.querySelectorAll('#logs > tbody > tr').length === 1 && document.querySelector('#logs summary').textContent === 'first'");
        await browser.UntilAsync("location.search === '?branch=f1'");
    }

    [Fact]
    public async Task Metrics_AreShownWithTheirUnits()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        const long Second = 1_000_000_000;
        dashboard.Application.Telemetry.Metrics.Add(
        [
            new(new("ws-order", "1", "http.server.request.duration", "route=/"), MetricKind.Histogram, "s", "", false, new(Second, 1, 10, 0.25)),
            new(new("ws-order", "1", "http.server.request.duration", "route=/"), MetricKind.Histogram, "s", "", false, new(11 * Second, 4, 40, 0.25)),
            new(new("ws-order", "1", "memory", ""), MetricKind.Gauge, "By", "", false, new(Second, 3 << 20)),
        ]);
        await using var browser = await Browser.OpenAsync(dashboard.Application.Login);
        await browser.SendAsync("Page.navigate", new() { ["url"] = new Uri(dashboard.Application.Page, "/metrics").ToString() });

        await browser.UntilAsync("document.querySelectorAll('#metrics tbody tr').length === 2");
        Assert.Equal(
            "40 × 100.0 ms, p95 ≤ 250.0 ms, 3/s|3.0 MiB", (string?)await browser.EvaluateAsync("[...document.querySelectorAll('#metrics tbody tr')].map(r => r.cells[3].textContent).join('|')"));
    }

    [Fact]
    public async Task HiddenPage_AsksNothing()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var browser = await Browser.OpenAsync(dashboard.Application.Login);
        await browser.UntilAsync("document.getElementById('live').textContent === 'live'");

        // Once it waits for being seen, and has no timer, there is nothing that could ask.
        await browser.HideAsync();
        Assert.Equal(0, (int)(await browser.EvaluateAsync("window.timers"))!);
        await browser.EvaluateAsync("performance.clearResourceTimings()");

        await browser.ShowAsync();
        await browser.UntilAsync("performance.getEntriesByType('resource').length > 0");
    }

    [Fact]
    public async Task Dashboard_ThatIsGone_IsSaid()
    {
        var dashboard = await TestDashboard.StartAsync();
        await using var browser = await Browser.OpenAsync(dashboard.Application.Login);
        await browser.UntilAsync("document.getElementById('live').textContent === 'live'");

        await dashboard.DisposeAsync();

        await browser.UntilAsync("document.getElementById('live').textContent.startsWith('no answer for')");
    }
}
