using System.Collections;
using Microsoft.Extensions.Configuration;

namespace Elastic.Apm.NetCoreAll.Settings;

/// <summary>The agent's settings as somebody set them: variables as ELASTIC_APM_SERVER_URL, and keys as ElasticApm:ServerUrl, which beat them.</summary>
internal sealed class ApmVariables
{
    private const string Prefix = "ELASTIC_APM_";
    private const string Section = "ElasticApm";

    private readonly Dictionary<string, (string Name, string Value)> _set = [];
    private readonly HashSet<string> _asked = [];
    private readonly List<string> _faults = [];

    public ApmVariables(IConfiguration? configuration)
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            KeepVariable((string)variable.Key, variable.Value as string);
        }

        foreach (var entry in configuration?.GetChildren() ?? [])
        {
            KeepVariable(entry.Key, entry.Value);
        }

        foreach (var entry in configuration?.GetSection(Section).GetChildren() ?? [])
        {
            Keep($"{Section}:{entry.Key}", entry.Key, entry.Value);
        }
    }

    /// <summary>A line for each value that cannot be used: the name, the value, what is expected, what is used instead.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The names of what is set and nobody asked for.</summary>
    public IReadOnlyList<string> Ignored => [.. _set.Where(one => !_asked.Contains(one.Key)).Select(one => one.Value.Name).Order(StringComparer.Ordinal)];

    /// <summary>The text of a setting; null where it is not set, or empty.</summary>
    /// <param name="setting">Its name without ELASTIC_APM_.</param>
    public string? Text(string setting) => Find(setting) is { } found && !string.IsNullOrWhiteSpace(found.Value) ? found.Value.Trim() : null;

    /// <summary>The same, where an empty text says something too.</summary>
    public string? TextOrEmpty(string setting) => Find(setting)?.Value.Trim();

    /// <summary>What is made of a text.</summary>
    /// <param name="setting">Its name without ELASTIC_APM_.</param>
    /// <param name="otherwise">What is used where it is not set, or cannot be used.</param>
    /// <param name="expected">What would be right, in words.</param>
    /// <param name="read">Gives null for a text that is not right.</param>
    public T Get<T>(string setting, T otherwise, string expected, Func<string, T?> read)
        where T : struct => Text(setting) is { } text ? read(text) ?? Fault(setting, text, expected, otherwise) : otherwise;

    public bool Flag(string setting, bool otherwise) => Get(setting, otherwise, "true or false", text => bool.TryParse(text, out var flag) ? flag : null);

    /// <summary>Tells that a value cannot be used.</summary>
    /// <returns>What is used instead.</returns>
    public T Fault<T>(string setting, string? value, string expected, T otherwise)
    {
        var shown = value is null ? "" : $" got '{value}',";
        _faults.Add(string.Create(null, $"{Find(setting)?.Name ?? Prefix + setting}:{shown} expected {expected}; it is {otherwise?.ToString() ?? "left out"} now."));
        return otherwise;
    }

    private (string Name, string Value)? Find(string setting)
    {
        var key = KeyOf(setting);
        _asked.Add(key);
        return _set.TryGetValue(key, out var found) ? found : null;
    }

    private void KeepVariable(string name, string? value)
    {
        if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            Keep(name, name[Prefix.Length..], value);
        }
    }

    private void Keep(string name, string setting, string? value)
    {
        if (value is not null)
        {
            _set[KeyOf(setting)] = (name, value);
        }
    }

    // SERVER_URL and ServerUrl are the same setting.
    private static string KeyOf(string setting) => setting.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
