using Microsoft.Extensions.Configuration;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>The configuration as it is in effect: each key with its value and source, defaults of the service's own sections too.</summary>
/// <remarks>Of the environment only what concerns a service: its sections, what a file has too, and the variables of .NET and of telemetry.</remarks>
internal sealed class EffectiveConfiguration(IConfiguration configuration, ConfigurationSections sections)
{
    private const string Default = "default";

    private static readonly string[] s_prefixes = ["ASPNETCORE_", "DOTNET_", "OTEL_", "ELASTIC_APM_"];
    private static readonly string[] s_names = ["urls", "http_ports", "https_ports", "ServiceName", "SecretsDirectory", "Branch"];

    /// <summary>All keys, in order.</summary>
    public IReadOnlyList<ConfigurationEntry> Read()
    {
        var configured = configuration.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value, Provider: ConfigurationOrigin.FindProvider(configuration, pair.Key))).ToArray();
        var ofFiles = configured.Where(entry => !IsEnvironment(entry.Provider)).Select(entry => Top(entry.Key)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var shown = configured
            .Where(entry => !IsEnvironment(entry.Provider) || Concerns(entry.Key) || ofFiles.Contains(Top(entry.Key)))
            .Select(entry => new ConfigurationEntry(
                entry.Key,
                ConfigurationOrigin.Hide(entry.Provider, entry.Key, entry.Value!),
                entry.Provider is null ? "code" : ConfigurationOrigin.Name(entry.Provider)))
            .ToArray();
        var keys = configured.Select(entry => entry.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var defaults = sections.All.SelectMany(SectionKey.Of)
            .Where(key => !keys.Any(known => known.Equals(key.Key, StringComparison.OrdinalIgnoreCase) || known.StartsWith(key.Key + ":", StringComparison.OrdinalIgnoreCase)) && !IsTemplate(key.Key))
            .Select(key => new ConfigurationEntry(key.Key, Secrets.Hide(key.Key, key.Default), Default));
        return [.. shown.Concat(defaults).OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)];
    }

    private bool Concerns(string key) =>
        sections.Knows(key)
        || s_names.Contains(key, StringComparer.OrdinalIgnoreCase)
        || s_prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsEnvironment(IConfigurationProvider? provider) => provider is not null && ConfigurationOrigin.Name(provider) == ConfigurationOrigin.Environment;

    private static bool IsTemplate(string key) => key.Split(':') is var parts && (parts.Contains("0") || parts.Contains("NAME"));

    private static string Top(string key) => key.Split(':')[0];
}
