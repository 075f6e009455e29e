using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Tells where a value comes from.</summary>
internal static class ConfigurationOrigin
{
    public const string CommandLine = "command line";
    public const string Environment = "environment";

    /// <summary>Finds the provider that has the last word on a key, or on a key below it; null where none has.</summary>
    public static IConfigurationProvider? FindProvider(IConfiguration configuration, string key)
    {
        var provider = (configuration as IConfigurationRoot)?.Providers.LastOrDefault(
            provider => provider.TryGet(key, out _) || provider.GetChildKeys([], key).Any());
        return provider is ChainedConfigurationProvider chained && FindProvider(chained.Configuration, key) is { } inner ? inner : provider;
    }

    /// <summary>Names a provider: its file or folder, the environment, the command line.</summary>
    public static string Name(IConfigurationProvider provider) => provider switch
    {
        WatchedConfigurationProvider watched => watched.Name,
        FileConfigurationProvider file => file.Source.Path ?? "a file",
        EnvironmentVariablesConfigurationProvider => Environment,
        CommandLineConfigurationProvider => CommandLine,
        MemoryConfigurationProvider => "code",
        _ => provider.GetType().Name.Replace("ConfigurationProvider", "", StringComparison.Ordinal),
    };

    /// <summary>Says source, key and value, such as <c>environment: OnePort:Enabled = "maybe"</c>; secrets are masked.</summary>
    public static string Describe(IConfiguration configuration, IConfigurationSection value)
    {
        var provider = FindProvider(configuration, value.Path);
        var shown = value.Value is null ? "" : $" = {Show(provider, value.Path, value.Value)}";
        return $"{(provider is null ? "" : Name(provider) + ": ")}{value.Path}{shown}";
    }

    /// <summary>Gives the value as it may be shown.</summary>
    public static string Hide(IConfigurationProvider? provider, string key, string value) =>
        provider is SecretsConfigurationProvider ? Secrets.HideStored(key, value) : Secrets.Hide(key, value);

    private static string Show(IConfigurationProvider? provider, string key, string value) =>
        Hide(provider, key, value) is var hidden && hidden == Secrets.Mask ? hidden : $"\"{hidden}\"";
}
