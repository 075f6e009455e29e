using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>The circuits of this process, one per method of a service that is called; a call finds its own by one look-up.</summary>
internal sealed class Circuits
{
    private readonly ConcurrentDictionary<CircuitKey, Circuit> _circuits = new();
    private readonly Func<CircuitKey, Circuit> _create;
    private readonly ILogger _logger;
    private readonly Counter<long> _changes;
    private CircuitBreakerOptions _options;

    public Circuits(IOptionsMonitor<GrpcClientOptions> options, TimeProvider time, IMeterFactory meters, ILogger<Circuits> logger)
    {
        Time = time;
        _logger = logger;
        _create = key => new Circuit(key, this);
        _options = options.CurrentValue.CircuitBreaker;
        options.OnChange(changed => _options = changed.CircuitBreaker);
        var meter = meters.Create(ResilienceMeter.Name);
        _changes = meter.CreateCounter<long>("rpc.client.circuit.changes", "{change}", "Circuits that opened or closed.");
        meter.CreateObservableUpDownCounter("rpc.client.circuit.open", () => _circuits.Values.Count(circuit => circuit.IsOpen), "{circuit}", "Circuits that are open.");
    }

    public TimeProvider Time { get; }

    public CircuitBreakerOptions Options => _options;

    public Circuit Find(CircuitKey key) => _circuits.GetOrAdd(key, _create);

    public void HasOpened(Circuit circuit, int calls, int failures)
    {
        ResilienceLog.CircuitOpened(_logger, circuit.Key.Service, circuit.Key.Method, failures, calls, Options.BreakDuration);
        Count(circuit, "open");
    }

    public void HasClosed(Circuit circuit)
    {
        ResilienceLog.CircuitClosed(_logger, circuit.Key.Service, circuit.Key.Method);
        Count(circuit, "closed");
    }

    private void Count(Circuit circuit, string state) => _changes.Add(
        1,
        KeyValuePair.Create<string, object?>("service", circuit.Key.Service),
        KeyValuePair.Create<string, object?>("method", circuit.Key.Method),
        KeyValuePair.Create<string, object?>("state", state));
}
