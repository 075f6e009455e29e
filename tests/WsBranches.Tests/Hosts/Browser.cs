using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WsAspire.Testing;

namespace WsBranches.Tests.Hosts;

/// <summary>A real headless Chromium with one page, driven by its DevTools protocol.</summary>
internal sealed partial class Browser : IAsyncDisposable
{
    private static readonly string[] s_programs = ["chromium", "chromium-headless-shell", "google-chrome", "chromium-browser"];
    private readonly LeashedProcess _process;
    private readonly string _profile;
    private readonly ClientWebSocket _page = new();
    private int _lastId;

    private Browser(LeashedProcess process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>Starts it with a page; skips the test where there is none.</summary>
    public static async Task<Browser> OpenAsync(Uri address)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var program = s_programs.FirstOrDefault(name => folders.Any(folder => File.Exists(Path.Combine(folder, name))));
        Assert.SkipUnless(program is not null, $"{string.Join(", ", s_programs)} are not on PATH");
        var profile = TestFolder.Create("browser");
        var process = LeashedProcess.Start(
            program, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"]);
        var browser = new Browser(process, profile);
        try
        {
            await browser.ConnectAsync();
            await browser.SendAsync("Page.navigate", new() { ["url"] = address.ToString() });
            await browser.UntilAsync("location.protocol === 'http:' && document.readyState === 'complete'");
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Evaluates an expression in the page, and waits for it where it is a promise.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        Assert.True(answer["exceptionDetails"] is null, answer.ToJsonString());
        return answer["result"]!["value"];
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task UntilAsync(string condition)
    {
        try
        {
            await Wait.UntilAsync(async () => (bool?)await EvaluateAsync($"Boolean({condition})") == true, isTrue => isTrue);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Never true: {condition}\n{await EvaluateAsync("document.body.innerText.slice(0, 2000)")}");
        }
    }

    /// <summary>Types a text into what has the focus.</summary>
    public Task TypeAsync(string text) => SendAsync("Input.insertText", new() { ["text"] = text });

    /// <summary>Presses and releases a key, such as <c>Tab</c>.</summary>
    public async Task PressAsync(string key, int code, string? text = null)
    {
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code, ["text"] = text ?? "" });
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code });
    }

    /// <summary>Makes the page another width, in pixels.</summary>
    public Task ResizeAsync(int width, int height) =>
        SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    /// <summary>Makes the page dark or light, as its reader prefers.</summary>
    public Task PreferAsync(string scheme) =>
        SendAsync("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });

    /// <summary>Takes a picture of what is seen, as PNG.</summary>
    public async Task<byte[]> CaptureAsync() => Convert.FromBase64String((string)(await SendAsync("Page.captureScreenshot", new() { ["format"] = "png" }))["data"]!);

    /// <summary>Sends a command of the protocol to the page.</summary>
    public async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        var id = ++_lastId;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString();
        await _page.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        while (true)
        {
            var answer = await ReceiveAsync();
            if ((int?)answer["id"] == id)
            {
                return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer.ToJsonString()}");
            }
        }
    }

    /// <summary>Hides the page, as another tab would, and waits until nothing of it runs but the wait for being seen.</summary>
    public async Task HideAsync()
    {
        await EvaluateAsync("""
            (() => {
              const [timer, listen] = [window.setTimeout, document.addEventListener];
              window.timers = 0;
              window.setTimeout = (run, ...more) => (window.timers++, timer(() => { window.timers--; run(); }, ...more));
              document.addEventListener = function (kind, ...more) { window.waits ||= kind === 'visibilitychange'; return listen.call(this, kind, ...more); };
              Object.defineProperty(document, 'hidden', { value: true, configurable: true });
            })()
            """);
        await UntilAsync("window.waits");
    }

    /// <summary>Shows the page again.</summary>
    public Task ShowAsync() => EvaluateAsync("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        await _process.DisposeAsync();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task ConnectAsync()
    {
        await Wait.UntilUpAsync(() => Task.FromResult(DevTools().IsMatch(_process.Output) || _process.HasExited));
        var match = DevTools().Match(_process.Output);
        Assert.True(match.Success, _process.Output);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{match.Groups[1].Value}") };
        var pages = await Wait.UntilAsync(
            async () => (await http.GetFromJsonAsync<JsonArray>("/json/list", TestContext.Current.CancellationToken))!.Where(target => (string)target!["type"]! == "page").ToArray(),
            targets => targets.Length > 0);
        await _page.ConnectAsync(new Uri((string)pages[0]!["webSocketDebuggerUrl"]!), TestContext.Current.CancellationToken);
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _page.ReceiveAsync(new ArraySegment<byte>(buffer), TestContext.Current.CancellationToken);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }

    [GeneratedRegex(@"DevTools listening on ws://([^/]+)/")]
    private static partial Regex DevTools();
}
