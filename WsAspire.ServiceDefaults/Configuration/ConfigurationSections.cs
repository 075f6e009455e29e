namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>The sections that a service knows. config/conf.yaml may hold these, some of the framework's, and no others.</summary>
internal sealed class ConfigurationSections
{
    // What else may be wanted in that file: the framework reads them, by its own rules.
    private static readonly string[] s_framework = ["AllowedHosts", "ConnectionStrings", "Kestrel", "Logging", "services"];

    private readonly List<ConfigurationSection> _sections = [];

    public IReadOnlyList<ConfigurationSection> All => _sections;

    /// <summary>Names that may stand at the top of config/conf.yaml.</summary>
    public IEnumerable<string> Names => s_framework.Concat(_sections.Select(section => section.Name.Split(':')[0])).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>Faults that were found before the sections were known.</summary>
    public List<string> EarlyFaults { get; } = [];

    /// <summary>Adds a section.</summary>
    /// <returns>False when it is there already.</returns>
    public bool TryAdd(ConfigurationSection section)
    {
        if (_sections.Contains(section))
        {
            return false;
        }

        _sections.Add(section);
        return true;
    }

    public bool Knows(string key) => Names.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a key is a section of its own, or the way to one.</summary>
    public bool IsSection(string key) => _sections.Exists(section =>
        section.Name.StartsWith(key, StringComparison.OrdinalIgnoreCase) && (section.Name.Length == key.Length || section.Name[key.Length] == ':'));
}
