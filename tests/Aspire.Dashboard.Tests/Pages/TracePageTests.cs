using Aspire.Dashboard.Tests.Hosts;
using WsAspire.Testing;
using WsBranches.Tests.Hosts;

namespace Aspire.Dashboard.Tests.Pages;

/// <summary>The traces and one trace, in a real browser.</summary>
public sealed class TracePageTests
{
    private const string Markup = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
    private static readonly UInt128 s_trace = UInt128.Parse("0af7651916cd43dd8448eb211c80319c", System.Globalization.NumberStyles.HexNumber, null);

    [Fact]
    public async Task Trace_IsAWaterfall_WithItsLogsBesideTheSpans()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await SendRequestThroughAllAsync(dashboard);
        await using var browser = await Browser.OpenAsync(dashboard.Application.Login);
        await browser.ResizeAsync(1280, 720);
        await browser.SendAsync("Page.navigate", new() { ["url"] = new Uri(dashboard.Application.Page, "/traces").ToString() });
        await browser.UntilAsync("document.querySelectorAll('#traces tbody tr').length === 1");
        Assert.Equal("POST /v1/orders envoy", (string?)await browser.EvaluateAsync("document.querySelector('#traces tbody th').innerText.replace(/\\s+/g, ' ')"));

        await browser.EvaluateAsync("document.querySelector('#traces tbody a').click()");

        await browser.UntilAsync("document.querySelectorAll('#spans .span').length === 8");
        Assert.Equal(
            "envoy ingress|ws-bff POST /v1/orders|ws-bff POST|envoy ingress|ws-order CreateOrder|ws-order SELECT orders|ws-order INSERT orders|ws-order COMMIT",
            (string?)await browser.EvaluateAsync("[...document.querySelectorAll('#spans .what')].map(e => e.innerText).join('|')"));
        var depths = (string)(await browser.EvaluateAsync("[...document.querySelectorAll('#spans .what')].map(e => parseInt(e.style.paddingLeft)).join(' ')"))!;
        Assert.Equal("6 20 34 48 62 76 76 76", depths);
        var bars = "[...document.querySelectorAll('#spans .bar-of')].map(e => e.getBoundingClientRect())";
        Assert.True((bool)(await browser.EvaluateAsync($"{bars}.every((bar, i, all) => i === 0 || (bar.left >= all[0].left - 1 && bar.right <= all[0].right + 1))"))!);
        Assert.Equal("ws-order INSERT orders", (string?)await browser.EvaluateAsync("document.querySelector('#spans .failed .what').innerText"));
        Assert.Equal(3, (int)(await browser.EvaluateAsync("document.querySelectorAll('#detail .log-line').length"))!);

        await browser.EvaluateAsync("document.querySelector('#spans .failed').click()");

        await browser.UntilAsync("document.querySelector('#detail h2').textContent === 'INSERT orders'");
        var detail = (string)(await browser.EvaluateAsync("document.getElementById('detail').innerText"))!;
        Assert.Contains("Deadlock found", detail, StringComparison.Ordinal);
        Assert.Contains("INSERT INTO orders", detail, StringComparison.Ordinal);
        Assert.Contains("Logs of this span (1)", detail, StringComparison.Ordinal);
        Assert.Equal(1, (int)(await browser.EvaluateAsync("document.querySelectorAll('#spans .failed .log').length"))!);
        await KeepPictureAsync(browser, "dashboard-trace.png");
    }

    [Fact]
    public async Task Trace_LeadsToTheLogsOfAllItsServices()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await SendRequestThroughAllAsync(dashboard);
        await dashboard.SendAsync(Make.Logs("ws-order", Make.Log("of another request", trace: 7, span: 8)));
        await using var browser = await OpenAsync(dashboard);
        await browser.ResizeAsync(1280, 480);
        await browser.UntilAsync("document.querySelectorAll('#spans .span').length === 8");

        await browser.EvaluateAsync("[...document.querySelectorAll('a')].find(a => a.textContent === '3 log records').click()");

        await browser.UntilAsync("location.pathname === '/logs' && document.querySelectorAll('#logs > tbody > tr').length === 3");
        Assert.Equal(
            "POST /v1/orders answered 200|Deadlock, done again: INSERT orders|Order 0190 of user 7: 3 lines",
            (string?)await browser.EvaluateAsync("[...document.querySelectorAll('#logs tbody summary')].map(e => e.textContent).join('|')"));
        await KeepPictureAsync(browser, "dashboard-logs.png");
    }

    [Fact]
    public async Task Traces_ThatNobodyAskedFor_AreShownWhenTheyAreWanted()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Make.Traces(Make.From("ws-order", Make.Work(1, 1, name: "look"), Make.Span(2, 2, name: "GET /"))));
        await using var browser = await Browser.OpenAsync(dashboard.Application.Login);
        await browser.SendAsync("Page.navigate", new() { ["url"] = new Uri(dashboard.Application.Page, "/traces").ToString() });
        await browser.UntilAsync("document.querySelectorAll('#traces tbody tr').length === 1 && document.querySelector('#traces tbody a').textContent === 'GET /'");

        await browser.EvaluateAsync("document.getElementById('background').click()");

        await browser.UntilAsync("document.querySelectorAll('#traces tbody tr').length === 2 && location.search === '?background=true'");
    }

    [Fact]
    public async Task Trace_ThatGrows_IsShownAsItDoes()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await using var browser = await OpenAsync(dashboard);
        await browser.UntilAsync("document.getElementById('note').textContent.startsWith('There is no such trace')");

        await dashboard.SendAsync(Make.Traces(Make.From("ws-order", Make.Span(s_trace, 2, 1))));
        await browser.UntilAsync("document.querySelector('#spans .what')?.textContent.includes('its parent is not here')");
        await dashboard.SendAsync(Make.Traces(Make.From("ws-bff", Make.Span(s_trace, 1))));

        await browser.UntilAsync("document.querySelectorAll('#spans .span').length === 2 && !document.getElementById('spans').textContent.includes('not here')");
    }

    [Fact]
    public async Task Spans_InACircle_OfTheSameId_AndOfAStrangeShape_AreAllShown()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var chain = Enumerable.Range(100, 3_000).Select(i => Make.Span(s_trace, (ulong)i, (ulong)i - 1, start: i, took: 0)).ToArray();
        await dashboard.SendAsync(Make.Traces(Make.From("a", Make.Span(s_trace, 1, 2), Make.Span(s_trace, 2, 1), Make.Span(s_trace, 3, 3), Make.Span(s_trace, 4), Make.Span(s_trace, 4))));
        await using var browser = await OpenAsync(dashboard);
        await browser.UntilAsync("document.querySelectorAll('#spans .span').length === 5");

        await dashboard.SendAsync(Make.Traces(Make.From("a", chain)));

        await browser.UntilAsync("document.querySelectorAll('#spans .span').length === 2000 && document.getElementById('note').textContent.includes('3005 spans, the first 2000 are shown')");
    }

    [Fact]
    public async Task Markup_OfStrangers_IsText()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var span = Make.Span(s_trace, 1, name: Markup, failed: true, attributes: Make.Attribute(Markup, Markup));
        span.Events.Add(new OpenTelemetry.Proto.Trace.V1.Span.Types.Event { Name = Markup });
        await dashboard.SendAsync(Make.Traces(Make.From(Markup, span)));
        await dashboard.SendAsync(Make.Logs(Markup, Make.Log(Markup, trace: s_trace, span: 1, attributes: Make.Attribute(Markup, Markup))));
        dashboard.Resources.Tell(FakeResources.Named(Markup, Markup) with { Urls = ["javascript:window.hit=1"], Problem = Markup });
        await using var browser = await Browser.OpenAsync(dashboard.Application.Login);

        foreach (var path in (string[])["/", "/logs", "/traces", $"/traces/0af7651916cd43dd8448eb211c80319c?span=0000000000000001"])
        {
            await browser.SendAsync("Page.navigate", new() { ["url"] = new Uri(dashboard.Application.Page, path).ToString() });
            await browser.UntilAsync("document.querySelector('main')?.innerText.includes('<img src=x onerror')");
            Assert.Equal(0, (int)(await browser.EvaluateAsync("document.querySelectorAll('main img, main script, main a[href^=\"javascript\"]').length"))!);
            await browser.EvaluateAsync("document.body.append(Object.assign(document.createElement('div'), { innerHTML: '<img src=x onerror=\"window.hit=1\">' }))");
            await browser.UntilAsync("document.querySelector('body > div img').complete");
            Assert.Null(await browser.EvaluateAsync("window.hit ?? null"));
        }
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task NarrowPage_NeedsNoSideways(string scheme)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await SendRequestThroughAllAsync(dashboard);
        await using var browser = await OpenAsync(dashboard);
        await browser.ResizeAsync(400, 900);
        await browser.PreferAsync(scheme);

        await browser.UntilAsync("document.querySelectorAll('#spans .span').length === 8");
        Assert.True((int)(await browser.EvaluateAsync("document.documentElement.scrollWidth"))! <= 400);
        var contrast = (double)(await browser.EvaluateAsync(LeastContrast))!;
        Assert.True(contrast >= 4.5, $"{scheme}: the least contrast is {contrast}");
    }

    private static async Task KeepPictureAsync(Browser browser, string name)
    {
        var picture = await browser.CaptureAsync();
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "artifacts", "screenshots")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, name), picture, TestContext.Current.CancellationToken);
        Assert.InRange(picture.Length, 10_000, 300_000);
    }

    private static async Task<Browser> OpenAsync(TestDashboard dashboard)
    {
        var browser = await Browser.OpenAsync(dashboard.Application.Login);
        await browser.SendAsync("Page.navigate", new() { ["url"] = new Uri(dashboard.Application.Page, "/traces/0af7651916cd43dd8448eb211c80319c").ToString() });
        await browser.UntilAsync("document.getElementById('note') !== null");
        return browser;
    }

    /// <summary>An order of branch f1, through both proxies into the database.</summary>
    private static async Task SendRequestThroughAllAsync(TestDashboard dashboard)
    {
        var branch = Make.Attribute("branch", "f1");
        var insert = Make.Span(s_trace, 7, 5, "INSERT orders", 13.9, 6.2, true, branch, Make.Attribute("db.query.text", "INSERT INTO orders (id, user_id) VALUES (@p0, @p1)"));
        insert.Status.Message = "Deadlock found when trying to get lock";
        insert.Events.Add(new OpenTelemetry.Proto.Trace.V1.Span.Types.Event
        {
            Name = "exception",
            TimeUnixNano = insert.EndTimeUnixNano,
            Attributes = { Make.Attribute("exception.type", "MySqlException"), Make.Attribute("exception.message", "Deadlock found when trying to get lock") },
        });
        await dashboard.SendAsync(Make.Traces(
            Make.From("envoy", Make.Span(s_trace, 1, 0, "ingress", 0, 28), Make.Span(s_trace, 4, 3, "ingress", 6.1, 19.4, attributes: branch)),
            Make.From("ws-bff", Make.Span(s_trace, 2, 1, "POST /v1/orders", 1.2, 26.1, attributes: [branch, Make.Attribute("http.response.status_code", "200")]), Make.Span(s_trace, 3, 2, "POST", 5.4, 20.5)),
            Make.From(
                "ws-order",
                Make.Span(s_trace, 5, 4, "CreateOrder", 7.2, 17.6, attributes: [branch, Make.Attribute("rpc.grpc.status_code", "0")]),
                Make.Span(s_trace, 6, 5, "SELECT orders", 8.8, 4.1, attributes: branch),
                insert,
                Make.Span(s_trace, 8, 5, "COMMIT", 20.9, 3.2, attributes: branch))));
        await dashboard.SendAsync(Make.Logs(
            "ws-order",
            Make.Log("Order 0190 of user 7: 3 lines", 9, s_trace, 5, 8, branch),
            Make.Log("Deadlock, done again: INSERT orders", 13, s_trace, 7, 17, branch)));
        await dashboard.SendAsync(Make.Logs("ws-bff", Make.Log("POST /v1/orders answered 200", 9, s_trace, 2, 27, branch)));
    }

    // WCAG 2: the relative luminance of each text and of what is behind it.
    private const string LeastContrast = """
        (() => {
          const parse = (color) => color.match(/[\d.]+/g).map(Number);
          const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = (element) => { for (let e = element; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
          const texts = [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
          return Math.min(...texts.map((e) => { const [a, b] = [luminance(parse(getComputedStyle(e).color)), luminance(behind(e))].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); }));
        })()
        """;
}
