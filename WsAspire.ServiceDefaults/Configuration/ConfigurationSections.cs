namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>The sections that a service knows; config/conf.yaml may hold these and no others.</summary>
internal sealed class ConfigurationSections
{
    private readonly SortedSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Names => _names;

    public void Add(string name) => _names.Add(name.Split(':')[0]);

    public bool Knows(string key) => _names.Contains(key.Split(':')[0]);
}
