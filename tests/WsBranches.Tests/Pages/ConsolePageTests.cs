using System.Net;
using WsBranches.Tests.Hosts;

namespace WsBranches.Tests.Pages;

/// <summary>The console in a real browser.</summary>
public sealed class ConsolePageTests
{
    private const string Rows = "[...document.querySelectorAll('#branches tbody tr')]";

    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/console.css", "text/css; charset=utf-8")]
    [InlineData("/console.js", "text/javascript; charset=utf-8")]
    public async Task File_IsServed_WithAPolicyThatAllowsNothingElse(string path, string contentType)
    {
        await using var plane = await ControlPlane.StartAsync();

        using var answer = await plane.Json.GetAsync(path, TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        using var unchanged = await plane.Json.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, contentType), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.DoesNotMatch("https?://(?!127\\.0\\.0\\.1)", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Page_ShowsWhoIsThere_WhatFallsBack_AndWhoLeaves()
    {
        await using var plane = await ControlPlane.StartAsync(settings: ["--Branches:Linger", "00:00:30"]);
        await using var ofTest = await plane.RegisterAsync(ControlPlane.InstanceOf("test", 5101));
        await using var ofBff = await plane.RegisterAsync(ControlPlane.InstanceOf("test", 5102, "ws-bff"));
        var f1 = ControlPlane.InstanceOf("f1", 5103);
        f1.Commit = "0123456789abcdef";
        var ofF1 = await plane.RegisterAsync(f1);
        var starting = ControlPlane.InstanceOf("f2", 5104, isReady: false);
        starting.Reason = "database: 2 pending migrations";
        await using var ofF2 = await plane.RegisterAsync(starting);
        await using var browser = await Browser.OpenAsync(plane.Address);

        await browser.UntilAsync($"{Rows}.length === 3");
        Assert.Equal("branch ws-bff ws-order", (string?)await browser.EvaluateAsync("[...document.querySelectorAll('#branches thead th')].map(e => e.textContent).join(' ')"));
        Assert.Equal("test f1 f2", (string?)await browser.EvaluateAsync($"{Rows}.map(row => row.cells[0].textContent).join(' ')"));
        var cells = (string)(await browser.EvaluateAsync($"{Rows}.slice(1).map(row => [...row.cells].slice(1).map(cell => cell.innerText).join('|')).join('||')"))!;
        Assert.Matches(
            @"^→ test \(no-instance\)\|serving\s+127\.0\.0\.1:5103 for \d+ s 1\.0\.0 01234567\s*\|\|→ test \(no-instance\)\|not ready → test \(unhealthy\)\s+127\.0\.0\.1:5104 for \d+ s 1\.0\.0 not ready: database: 2 pending migrations\s*$",
            cells);

        await ofF1.DisposeAsync();

        await browser.UntilAsync($"{Rows}[1].cells[2].textContent === 'leaving → test (unhealthy)'");
        await browser.UntilAsync("document.querySelector('#audit tbody tr').innerText.includes('left')");
    }

    [Fact]
    public async Task Page_WithARefusalOfAProxy_ShowsItsWords()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var ofF1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5103));
        using var proxy = new DeltaClient(plane.Channel);
        await proxy.WantClustersAsync(id: "front-7");
        await proxy.AnswerAsync(await proxy.ReadAsync(), "no such load balancer");
        await using var browser = await Browser.OpenAsync(plane.Address);

        await browser.UntilAsync("document.querySelector('#proxies tbody tr')?.cells[7].textContent.includes('no such load balancer')");
        Assert.Equal("front-7 1", (string?)await browser.EvaluateAsync("(cells => `${cells[0].textContent} ${cells[6].textContent}`)(document.querySelector('#proxies tbody tr').cells)"));
    }

    [Fact]
    public async Task Markup_OfStrangers_IsText()
    {
        const string Markup = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
        await using var plane = await ControlPlane.StartAsync();
        var instance = ControlPlane.InstanceOf("f1", 5103, isReady: false);
        (instance.Version, instance.Reason, instance.Commit) = ("<b>1</b>", Markup, "<i>");
        await using var ofF1 = await plane.RegisterAsync(instance);
        using var proxy = new DeltaClient(plane.Channel);
        await proxy.WantClustersAsync(id: "<img src=x onerror=window.hit=1>");
        await proxy.AnswerAsync(await proxy.ReadAsync(), Markup);
        await using var browser = await Browser.OpenAsync(plane.Address);

        await browser.UntilAsync("document.querySelector('#branches').innerText.includes('<img src=x onerror') && document.querySelector('#proxies').innerText.includes('<script>') && document.querySelector('#audit').innerText.includes('<img')");
        Assert.Equal(0, (int)(await browser.EvaluateAsync("document.querySelectorAll('main img, main script, main b, main i').length"))!);
        Assert.Null(await browser.EvaluateAsync("window.hit ?? null"));
        await browser.EvaluateAsync("document.body.append(Object.assign(document.createElement('div'), { innerHTML: '<img src=x onerror=\"window.hit=1\">' }))");
        await browser.UntilAsync("document.querySelector('body > div img').complete");
        Assert.Null(await browser.EvaluateAsync("window.hit ?? null"));
    }

    [Fact]
    public async Task ThousandBranches_AreFiltered_AndAtMost200AreShown()
    {
        await using var plane = await ControlPlane.StartAsync();
        var pins = plane.Part<WsBranches.Registry.Pins>();
        for (var i = 0; i < 1000; i++)
        {
            pins.Put(new("ws-order", $"x{i:000}"), [new IPEndPoint(IPAddress.Loopback, 5000 + i)], ttl: null);
        }

        await using var browser = await Browser.OpenAsync(plane.Address);

        await browser.UntilAsync($"{Rows}.length === 200");
        Assert.Equal("1001 of 1001 branches", (string?)await browser.EvaluateAsync("document.getElementById('count').textContent"));
        Assert.Equal("801 more: filter to see them.", (string?)await browser.EvaluateAsync("document.getElementById('more').textContent"));
        await browser.EvaluateAsync("document.getElementById('filter').focus()");
        await browser.TypeAsync("x99");
        await browser.UntilAsync($"{Rows}.length === 10");
        var milliseconds = (double)(await browser.EvaluateAsync(
            "(box => { const t = performance.now(); box.value = ''; box.dispatchEvent(new Event('input')); return performance.now() - t; })(document.getElementById('filter'))"))!;
        TestContext.Current.TestOutputHelper!.WriteLine($"from 10 rows back to 200 of 1,000: {milliseconds:0.0} ms");
        await browser.EvaluateAsync("window.rows = [...document.querySelectorAll('#branches tbody tr')]; performance.clearResourceTimings()");
        await browser.UntilAsync("performance.getEntriesByType('resource').filter(e => e.name.endsWith('/v1/branches')).length >= 2");
        Assert.True((bool)(await browser.EvaluateAsync($"{Rows}.every((row, i) => row === window.rows[i])"))!);
        Assert.InRange(milliseconds, 0, 1000);
    }

    [Fact]
    public async Task HiddenPage_AsksNothing()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var browser = await Browser.OpenAsync(plane.Address);
        await browser.UntilAsync("document.getElementById('live').textContent === 'live'");

        // Once it waits for being seen, and has no timer, there is nothing that could ask.
        await browser.HideAsync();
        Assert.Equal(0, (int)(await browser.EvaluateAsync("window.timers"))!);
        await browser.EvaluateAsync("performance.clearResourceTimings()");

        await browser.ShowAsync();
        await browser.UntilAsync("performance.getEntriesByType('resource').length > 0");
    }

    [Fact]
    public async Task ControlPlane_ThatIsGone_IsSaid()
    {
        var plane = await ControlPlane.StartAsync();
        await using var browser = await Browser.OpenAsync(plane.Address);
        await browser.UntilAsync("document.getElementById('live').textContent === 'live'");

        await plane.DisposeAsync();

        await browser.UntilAsync("document.getElementById('live').textContent.startsWith('no answer for')");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task NarrowPage_NeedsNoSideways_AndHasContrast(string scheme)
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var ofTest = await plane.RegisterAsync(ControlPlane.InstanceOf("test", 5101));
        await using var ofF1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5103, isReady: false));
        await using var browser = await Browser.OpenAsync(plane.Address);
        await browser.ResizeAsync(400, 900);
        await browser.PreferAsync(scheme);
        await browser.UntilAsync($"{Rows}.length === 2");

        Assert.True((int)(await browser.EvaluateAsync("document.documentElement.scrollWidth"))! <= 400);
        var contrast = (double)(await browser.EvaluateAsync(LeastContrast))!;
        Assert.True(contrast >= 4.5, $"{scheme}: the least contrast is {contrast}");
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
