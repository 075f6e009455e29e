using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WsAspire.ServiceDefaults.Branching;

namespace WsAspire.ServiceDefaults.Tests.Branching;

/// <summary>A service registers with a control plane of this test, over real sockets.</summary>
public sealed class RegistrationTests
{
    private HealthCheckResult _state = HealthCheckResult.Healthy();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("needs", "quiet")]
    public async Task FirstMessage_IsTheInstance_ThenItLivesEachSecond()
    {
        await using var plane = await ControlPlaneServer.StartAsync();
        await using var service = await StartAsync(plane, "--Branch", "f1");

        var first = (await plane.NextAsync())!.Instance;
        Assert.Equal(("ws-sample", "f1", "", service.Port, Debugger.IsAttached), (first.Service, first.Branch, first.Address, first.Port, first.Debugging));
        Assert.Matches("^[A-Za-z0-9.-]{1,64}$", first.Id);
        Assert.NotEmpty(first.Version);
        Assert.InRange(first.StartedAt.ToDateTime(), TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1), TimeProvider.System.GetUtcNow().UtcDateTime);

        var last = first.Ready ? first : await plane.NextInstanceAsync(instance => instance.Ready);
        Assert.Equal(first.Id, last.Id);

        var since = Stopwatch.GetTimestamp();
        for (var i = 0; i < 3; i++)
        {
            Assert.Null((await plane.NextAsync())!.Instance);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Readiness_ThatChanges_IsToldWithItsReason()
    {
        await using var plane = await ControlPlaneServer.StartAsync();
        await using var service = await StartAsync(plane);
        await plane.NextInstanceAsync(instance => instance.Ready);

        _state = HealthCheckResult.Unhealthy("secret", data: new Dictionary<string, object> { ["reason"] = "2 pending migrations" });
        Assert.Equal("sample: 2 pending migrations", (await plane.NextInstanceAsync(instance => !instance.Ready)).Reason);

        _state = HealthCheckResult.Healthy();
        Assert.Equal("", (await plane.NextInstanceAsync(instance => instance.Ready)).Reason);
    }

    [Fact]
    public async Task Stop_IsNotReadyFirst_ThenTheStreamEndsWithTheService()
    {
        await using var plane = await ControlPlaneServer.StartAsync();
        await using var service = await StartAsync(plane, "--Shutdown:Delay", "00:05:00");
        await plane.NextInstanceAsync(instance => instance.Ready);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var stopping = service.App.StopAsync(impatient.Token);

        Assert.Equal("The service is about to end.", (await plane.NextInstanceAsync(instance => !instance.Ready)).Reason);
        Assert.Null((await plane.NextAsync())!.Instance);
        Assert.False(stopping.IsCompleted);
        await impatient.CancelAsync();
        await stopping.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(30), Token);
        while (await plane.NextAsync() is not null)
        {
        }
    }

    [Fact]
    public async Task Stop_WithoutADelay_SaysNotReadyToo()
    {
        await using var plane = await ControlPlaneServer.StartAsync();
        await using var service = await StartAsync(plane);
        await plane.NextInstanceAsync(instance => instance.Ready);

        await service.App.StopAsync(Token);

        await plane.NextInstanceAsync(instance => !instance.Ready);
        while (await plane.NextAsync() is not null)
        {
        }
    }

    [Fact]
    public async Task ControlPlane_ThatGoesAndComes_DisturbsNothingAndIsToldOnce()
    {
        await using var plane = await ControlPlaneServer.StartAsync();
        using var meter = new MeterListener { InstrumentPublished = (instrument, target) => { if (instrument.Meter.Name == "WsAspire.Branching") { target.EnableMeasurementEvents(instrument); } } };
        long connected = 0, reconnects = 0;
        meter.SetMeasurementEventCallback<int>((_, value, _, _) => Interlocked.Add(ref connected, value));
        meter.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref reconnects, value));
        meter.Start();
        await using var service = await StartAsync(plane);
        using var http = service.CreateHttpClient();
        var before = await plane.NextInstanceAsync(instance => instance.Ready);
        await WaitAsync(() => Count(service, "Registered with the control plane") == 1);

        await plane.StopAsync();
        await WaitAsync(() => Count(service, "cannot be reached") == 1 && Volatile.Read(ref reconnects) > 2);
        await http.GetStringAsync("/peer", Token);
        while (plane.Requests.Reader.TryRead(out _))
        {
        }

        await plane.StartAgainAsync();
        var after = await plane.NextInstanceAsync();

        Assert.Equal((before.Id, true), (after.Id, after.Ready));
        await WaitAsync(() => Count(service, "Registered with the control plane") == 2);
        Assert.Equal(1, Count(service, "cannot be reached"));
        meter.RecordObservableInstruments();
        Assert.True(Volatile.Read(ref connected) >= 1);
    }

    [Fact]
    public async Task ControlPlane_ThatIsNotThere_IsToldOnceAndTheServiceServes()
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--Branching:ControlPlanes", "http://127.0.0.1:1, http://127.0.0.1:2"], null);
        using var http = service.CreateHttpClient();

        await WaitAsync(() => Count(service, "cannot be reached") == 2);

        await http.GetStringAsync("/peer", Token);
        Assert.True((await http.GetAsync("/ready", Token)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task ControlPlane_ThatHangs_IsGivenUpAndTriedAgain()
    {
        using var hung = new TcpListener(IPAddress.Loopback, 0);
        hung.Start();
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--Branching:ControlPlanes", $"http://{hung.LocalEndpoint}"], null);

        using var first = await hung.AcceptTcpClientAsync(Token);
        using var second = await hung.AcceptTcpClientAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

        await WaitAsync(() => Count(service, "cannot be reached") == 1);
    }

    [Fact]
    public async Task Token_ThatIsWrong_IsToldOnceAndNotShown()
    {
        await using var plane = await ControlPlaneServer.StartAsync("another");
        await using var service = await StartAsync(plane);

        await WaitAsync(() => plane.Refused.Count >= 3 && Count(service, "refuses this instance") > 0);

        Assert.Equal(1, Count(service, "refuses this instance"));
        Assert.DoesNotContain(service.Logs.Lines, line => line.Message.Contains("secret", StringComparison.Ordinal));
        Assert.Equal("Bearer secret", plane.Refused.First());
    }

    [Fact]
    public async Task AllControlPlanes_AreTold_AndWhatIsAdvertised()
    {
        await using var one = await ControlPlaneServer.StartAsync();
        await using var other = await ControlPlaneServer.StartAsync();
        await using var service = await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0", "--Branching:ControlPlanes", $"{one.Address},{other.Address}", "--Branching:Token", "secret", "--Branching:AdvertisedAddress", "10.1.2.3", "--Branching:AdvertisedPort", "81", "--Branching:Debug", "true"],
            null);

        var first = await one.NextInstanceAsync();
        var second = await other.NextInstanceAsync();

        Assert.Equal((first.Id, "10.1.2.3", 81, true), (second.Id, second.Address, second.Port, second.Debugging));
    }

    [Fact]
    public async Task Name_OfSeveralControlPlanes_IsEachOfThem_AndOfThoseThatCome_NotOfThoseThatWent()
    {
        await using var one = await ControlPlaneServer.StartAsync();
        await using var other = await ControlPlaneServer.StartAsync(ip: "127.0.0.2", port: one.Port);
        IPAddress[] known = [];
        var asked = 0;
        await using var service = await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0", "--Branching:ControlPlanes", $"http://ws-branches:{one.Port}", "--Branching:Token", "secret"],
            null,
            builder => builder.Services.AddSingleton<ResolveName>((_, _) =>
            {
                Interlocked.Increment(ref asked);
                return known.Length > 0 ? Task.FromResult(known) : throw new SocketException((int)SocketError.HostNotFound);
            }));
        await WaitAsync(() => Count(service, "cannot be reached") == 1);

        known = [IPAddress.Parse("127.0.0.1")];
        var first = await one.NextInstanceAsync();
        known = [IPAddress.Parse("127.0.0.1"), IPAddress.Parse("127.0.0.2")];
        var second = await other.NextInstanceAsync();
        Assert.Equal(first.Id, second.Id);

        known = [IPAddress.Parse("127.0.0.2")];
        var before = Volatile.Read(ref asked);
        await WaitAsync(() => Volatile.Read(ref asked) > before + 1);
        await one.StopAsync();
        while (await one.NextAsync() is not null)
        {
        }

        await one.StartAgainAsync();
        for (var beat = 0; beat < 3; beat++)
        {
            Assert.NotNull(await other.NextAsync());
        }

        Assert.Equal(0, one.Requests.Reader.Count);
        Assert.Equal(1, Count(service, "cannot be reached"));
    }

    [Fact]
    public async Task NothingConfigured_RegistersNowhere()
    {
        await using var service = await SampleService.StartAsync();

        Assert.Equal(0, service.Logs.Lines.Count(line => line.Category.Contains(".Branching.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Pauses_GrowToFiveSeconds_AndBeginAgain()
    {
        var backoff = new Backoff();

        double[] longest = [.. Enumerable.Range(0, 8).Select(_ => backoff.Next(1).TotalSeconds)];
        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5], longest);
        Assert.Equal(2.5, backoff.Next(0).TotalSeconds);
        backoff.Reset();
        Assert.Equal(0.1, backoff.Next(1).TotalSeconds);
    }

    private Task<SampleService> StartAsync(ControlPlaneServer plane, params string[] more) => SampleService.StartAsync(
        ["--urls", "http://127.0.0.1:0", "--Branching:ControlPlanes", plane.Address, "--Branching:Token", "secret", .. more],
        null,
        builder => builder.Services.AddHealthChecks().AddCheck("sample", () => _state, ["ready"]));

    private static int Count(SampleService service, string text) => service.Logs.Lines.Count(line => line.Message.Contains(text, StringComparison.Ordinal));

    private static async Task WaitAsync(Func<bool> condition)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        end.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(10, end.Token);
        }
    }
}
