using System.Diagnostics.Metrics;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Counts the control planes that know this instance, and the connections that had to be made again.</summary>
internal sealed class RegistrationMeter
{
    /// <summary>The meter of this part.</summary>
    public const string Name = "WsAspire.Branching";

    private readonly Counter<long> _reconnects;
    private int _connected;

    public RegistrationMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _reconnects = meter.CreateCounter<long>("ws.branching.reconnects", "{connection}", "Connections to control planes that were lost, or not made, and tried again.");
        meter.CreateObservableUpDownCounter("ws.branching.control_planes.connected", () => Volatile.Read(ref _connected), "{control_plane}", "Control planes with which this instance is registered.");
    }

    public void Connected() => Interlocked.Increment(ref _connected);

    public void Disconnected() => Interlocked.Decrement(ref _connected);

    public void Reconnects() => _reconnects.Add(1);
}
