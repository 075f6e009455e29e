using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using WsBranches.Tests.Hosts;

namespace WsBranches.Tests;

public sealed class BranchesMeterTests : IDisposable
{
    private readonly ConcurrentDictionary<string, double> _values = [];
    private readonly ConcurrentBag<double> _delays = [];
    private readonly MeterListener _listener = new();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Meter_MeasuresWhoIsThere_AndHowProxiesAreTold()
    {
        await using var plane = await ControlPlane.StartAsync();
        Listen(plane.Part<IMeterFactory>());
        await using var ofTest = await plane.RegisterAsync(ControlPlane.InstanceOf("test", 5101));
        await using var ofF1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5102));
        await using var ofF2 = await plane.RegisterAsync(ControlPlane.InstanceOf("f2", 5103, isReady: false));
        Assert.Equal((2, 1), (ValueOf("ws.branches.instances service=ws-order state=ready"), ValueOf("ws.branches.instances service=ws-order state=not-ready")));
        Assert.Equal((3, 0), (ValueOf("ws.branches.branches service=ws-order"), ValueOf("ws.branches.proxies")));

        using var proxy = new DeltaClient(plane.Channel);
        await proxy.WantClustersAsync();
        await proxy.ReadUntilAsync(clusters => clusters.Count == 3);
        await Wait.UntilAsync(() => ValueOf("ws.branches.acks type=cluster") >= 1 && ValueOf("ws.branches.resources.sent type=cluster") >= 3);

        Assert.Equal(1, ValueOf("ws.branches.proxies"));
        Assert.Equal(3, ValueOf("ws.branches.resources.sent type=cluster"));
        Assert.Empty(_delays);

        await using var ofF3 = await plane.RegisterAsync(ControlPlane.InstanceOf("f3", 5104));
        var response = await proxy.ReadAsync();
        await proxy.AnswerAsync(response, "no");

        await Wait.UntilAsync(() => ValueOf("ws.branches.nacks type=cluster") == 1 && ValueOf("ws.branches.resources.sent type=cluster") >= 4 && !_delays.IsEmpty);
        Assert.InRange(Assert.Single(_delays), 0, 5);
        Assert.Equal(4, ValueOf("ws.branches.resources.sent type=cluster"));
        Assert.DoesNotContain(_values.Keys, key => key.Contains("f1", StringComparison.Ordinal) || key.Contains("f3", StringComparison.Ordinal));
    }

    // Counters add up; what is observed says the whole each time.
    private void Listen(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == BranchesMeter.Name && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => _values[KeyOf(instrument, tags)] = value);
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _values.AddOrUpdate(KeyOf(instrument, tags), value, (_, sum) => sum + value));
        _listener.SetMeasurementEventCallback<double>((_, value, _, _) => _delays.Add(value));
        _listener.Start();
    }

    private double ValueOf(string key)
    {
        _listener.RecordObservableInstruments();
        return _values.GetValueOrDefault(key);
    }

    private static string KeyOf(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]);
}
