using System.Diagnostics;
using WsAspire.Testing;
using WsGateway.State;
using WsGateway.Tests.Hosts;

namespace WsGateway.Tests;

/// <summary>Starts without a control plane, and what is kept for them.</summary>
public sealed class StateTests : IDisposable
{
    private readonly string _folder = TestFolder.Create("gateway");

    private string File => Path.Combine(_folder, "sub", "state");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_WithoutAControlPlane_KnowsTheBranchesOfTheLastRun_AndHearsWhatIsNew()
    {
        await using var place = await Place.CreateAsync(settings: ("Gateway__StateFile", File));
        // Clusters are there before the endpoints of them.
        await Wait.UntilAsync(() => System.IO.File.Exists(File) && StateFile.Read(File).Count == 4);
        await place.Gateway.DisposeAsync();
        await place.Plane.DisposeAsync();

        var since = Stopwatch.StartNew();
        await using var gateway = await Gateway.StartAsync(place.Plane, place.Test, ("Gateway__StateFile", File));
        Assert.Equal((200, "f1"), await gateway.GetAsync("f1"));
        TestContext.Current.TestOutputHelper?.WriteLine($"served {since.Elapsed.TotalMilliseconds:f0} ms after the start");
        Assert.Equal((200, "test"), await gateway.GetAsync(null));

        // A control plane that knows nothing of f1 takes it away.
        await using var plane = await ControlPlane.StartAsync(place.Plane.Port);
        await using var registration = await plane.RegisterAsync("test", place.Test);
        await gateway.ServesAsync("f1", "test");
        await Wait.UntilAsync(() => System.IO.File.ReadAllBytes(File).AsSpan().IndexOf("ws-order/f1"u8) < 0);
    }

    [Fact]
    public async Task Start_WithoutAControlPlaneAndState_ServesByTheServicesOwnAddress_Soon()
    {
        await using var service = await BackEnd.StartAsync("static");
        var plane = await ControlPlane.StartAsync();
        await plane.DisposeAsync();

        var since = Stopwatch.StartNew();
        await using var gateway = await Gateway.StartAsync(plane, service);
        Assert.Equal((200, "static"), await gateway.GetAsync("f1"));

        TestContext.Current.TestOutputHelper?.WriteLine($"served {since.Elapsed.TotalMilliseconds:f0} ms after the start");
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("ws-gateway-state 1 0123\nnonsense")]
    public async Task State_ThatIsDamaged_IsIgnored_AndTold(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, content, TestContext.Current.CancellationToken);
        await using var service = await BackEnd.StartAsync("static");

        await using var gateway = await Gateway.StartAsync(default(Uri), service, ("Gateway__StateFile", File));

        Assert.Equal((200, "static"), await gateway.GetAsync("f1"));
        await Wait.UntilAsync(() => gateway.Output.Contains($"{File} is ignored", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ControlPlane_ThatIsRestarted_DropsNothing()
    {
        await using var place = await Place.CreateAsync();
        ControlPlane? again = null;
        Registration? test = null;
        Registration? f1 = null;
        try
        {
            var reads = await Reads.SendAsync(place.Gateway, "f1", perSecond: 100, count: 600, (50, () => place.Plane.DisposeAsync().AsTask()), (200, StartAgainAsync));

            Assert.All(reads.Answers, answer => Assert.Equal((200, "f1"), (answer.Status, answer.Body)));
            await Wait.UntilAsync(async () => await again!.Json.GetStringAsync("/v1/proxies", TestContext.Current.CancellationToken), text => text.Contains("ws-gateway", StringComparison.Ordinal));
        }
        finally
        {
            await (test?.DisposeAsync() ?? default);
            await (f1?.DisposeAsync() ?? default);
            await (again?.DisposeAsync() ?? default);
        }

        async Task StartAgainAsync()
        {
            again = await ControlPlane.StartAsync(place.Plane.Port, TimeSpan.FromSeconds(10));
            test = await again.RegisterAsync("test", place.Test);
            f1 = await again.RegisterAsync("f1", place.F1);
        }
    }

    [Fact]
    public async Task ControlPlane_ThatIsLost_IsLeftForTheNext()
    {
        await using var place = await Place.CreateAsync();
        await using var second = await ControlPlane.StartAsync();
        await using var registration = await second.RegisterAsync("f2", place.Test);
        await using var gateway = await Gateway.StartAsync(place.Plane, place.Test, ("Branching__ControlPlanes", $"{place.Plane.Address},{second.Address}"));
        await gateway.ServesAsync("f1", "f1");

        await place.Plane.DisposeAsync();

        await Wait.UntilAsync(async () => await second.Json.GetStringAsync("/v1/proxies", TestContext.Current.CancellationToken), text => text.Contains("ws-gateway", StringComparison.Ordinal));
    }
}
