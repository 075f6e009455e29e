using WsAspire.Testing;
using WsBranches.Tests.Hosts;
using WsBranches.Tests.RealEnvoy;

namespace WsBranches.Tests.Pages;

/// <summary>The console's box to try a request, through a real Envoy.</summary>
public sealed class TryItTests
{
    [Fact]
    public async Task Request_ThroughRealDoors_IsDrawnHopByHop()
    {
        var (bffPort, orderPort) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        await using var plane = await ControlPlane.StartAsync(
            settings: ["--Branches:Doors:ws-bff", $"http://127.0.0.1:{bffPort}", "--Branches:Doors:ws-order", $"http://127.0.0.1:{orderPort}"]);
        await using var envoy = await EnvoyProcess.StartAsync(plane.Port, doorPort: orderPort);
        await using var bff = await RegisteredService.StartAsync("ws-bff", "test", plane.Address, bffPort, new Uri($"http://127.0.0.1:{orderPort}"));
        await using var ofTest = await RegisteredService.StartAsync("ws-order", "test", plane.Address);
        await using var ofF1 = await RegisteredService.StartAsync("ws-order", "f1", plane.Address);
        await Wait.UntilAsync(() => envoy.GetAsync("f1", "/visit"), answer => answer.Body == "ws-order/f1");
        await using var browser = await Browser.OpenAsync(plane.Address);
        await browser.ResizeAsync(1200, 900);
        await browser.UntilAsync("!document.getElementById('try').hidden && document.querySelectorAll('#branches tbody tr').length === 2");

        await browser.EvaluateAsync("document.getElementById('try-path').select(); document.getElementById('try-path').focus()");
        await browser.TypeAsync("/visit");
        await browser.PressAsync("Tab", 9);
        await browser.TypeAsync("f1");
        await browser.PressAsync("Enter", 13, "\r");

        await browser.UntilAsync("document.querySelectorAll('#try-result .path li').length === 3");
        Assert.Equal(
            "you branch: f1|ws-bff test (no-instance)|ws-order f1",
            (string?)await browser.EvaluateAsync("[...document.querySelectorAll('#try-result .path li')].map(e => e.innerText.replace(/\\s+/g, ' ')).join('|')"));
        Assert.Equal("ws-bff/test ws-order/f1", (string?)await browser.EvaluateAsync("document.querySelector('#try-result pre').textContent"));
        Assert.StartsWith("200 in ", (string?)await browser.EvaluateAsync("document.querySelector('#try-result p').textContent"), StringComparison.Ordinal);
        var picture = await browser.CaptureAsync();
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "artifacts", "screenshots")).FullName, "branches-console.png");
        await File.WriteAllBytesAsync(file, picture, TestContext.Current.CancellationToken);
        Assert.InRange(picture.Length, 10_000, 200_000);
    }

    [Fact]
    public async Task Box_WithoutDoors_SaysWhatToConfigure()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var browser = await Browser.OpenAsync(plane.Address);

        await browser.UntilAsync("!document.getElementById('no-doors').hidden");
        Assert.Contains("Branches:Doors:ws-order=", (string?)await browser.EvaluateAsync("document.getElementById('no-doors').textContent"), StringComparison.Ordinal);
        Assert.True((bool)(await browser.EvaluateAsync("document.getElementById('try').hidden"))!);
    }
}
