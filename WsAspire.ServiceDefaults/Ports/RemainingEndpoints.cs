using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>The section <c>Kestrel</c> without the endpoints that are taken over; it follows the section's changes.</summary>
internal sealed class RemainingEndpoints : ConfigurationProvider, IConfigurationSource
{
    private readonly IConfigurationSection _kestrel;
    private readonly string[] _taken;

    private RemainingEndpoints(IConfigurationSection kestrel, IEnumerable<string> taken)
    {
        _kestrel = kestrel;
        _taken = [.. taken.Select(name => $"Endpoints:{name}")];
        ChangeToken.OnChange(kestrel.GetReloadToken, () =>
        {
            Load();
            OnReload();
        });
    }

    public static IConfiguration Of(IConfigurationSection kestrel, IEnumerable<string> taken) =>
        new ConfigurationBuilder().Add(new RemainingEndpoints(kestrel, taken)).Build();

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load() => Data = _kestrel
        .AsEnumerable(makePathsRelative: true)
        .Where(pair => !_taken.Any(name => IsBelow(pair.Key, name)))
        .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    private static bool IsBelow(string key, string name) =>
        key.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (key.Length == name.Length || key[name.Length] == ':');
}
