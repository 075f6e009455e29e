using System.Net;
using Microsoft.Extensions.Options;
using WsAspire.Branching.Xds;

namespace WsBranches.Registry;

/// <summary>Pins what the configuration says, from the start on, and what it says anew. A pin that is put by the API for the same branch takes the place of one of these until the next start, or until the configuration says others for it.</summary>
internal sealed class ConfiguredPins(Pins pins, IOptionsMonitor<BranchesOptions> options) : IHostedService, IDisposable
{
    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Addresses, BranchKey Branch, Pin Pin)> _current = new(StringComparer.Ordinal);
    private IDisposable? _changes;

    /// <summary>Reads the addresses of one branch; null where one of them, or their number, is wrong.</summary>
    public static IReadOnlyList<IPEndPoint>? ReadPlaces(string? text)
    {
        var written = text?.Split(',', Trimmed) ?? [];
        var places = written.Select(one => PinnedPlace.TryParse(one, out var place) ? place : null).OfType<IPEndPoint>().ToArray();
        return places.Length == written.Length && places.Length is > 0 and <= PinnedPlace.Max ? places : null;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Use(options.CurrentValue);
        _changes = options.OnChange(Use);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _changes?.Dispose();

    // What is wrong in it was refused before.
    private void Use(BranchesOptions changed)
    {
        lock (_lock)
        {
            foreach (var (name, addresses) in changed.Pins)
            {
                if (_current.GetValueOrDefault(name).Addresses != addresses && ClusterName.TryParse(name, out var service, out var branch) && ReadPlaces(addresses) is { } places)
                {
                    var key = new BranchKey(service, branch);
                    _current[name] = (addresses, key, pins.Put(key, places, ttl: null));
                }
            }

            foreach (var name in _current.Keys.Except(changed.Pins.Keys).ToArray())
            {
                pins.Remove(_current[name].Branch, _current[name].Pin);
                _current.Remove(name);
            }
        }
    }
}
