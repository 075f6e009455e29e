using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.FileProviders;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>The order of the sources, each beating those before it: appsettings, config/conf.yaml, the secrets' folder, the environment, the command line.</summary>
internal static class ServiceConfigurationSources
{
    private const string ConfigurationFile = "config/conf.yaml";

    // Where docker and Kubernetes put secrets by default; the key SecretsDirectory names another folder.
    private const string DefaultSecretsDirectory = "/run/secrets";

    /// <summary>Adds the file and the folder, and has appsettings watched as these are.</summary>
    /// <param name="configuration">Gets the sources.</param>
    /// <param name="contentRoot">Where the file is.</param>
    /// <param name="sections">Takes faults.</param>
    /// <param name="joined">Settings of a running system, which every other source beats.</param>
    /// <exception cref="InvalidDataException">A file is malformed; the text says where.</exception>
    public static void Arrange(IConfigurationManager configuration, string contentRoot, ConfigurationSections sections, IReadOnlyDictionary<string, string?> joined)
    {
        List<IConfigurationSource> sources = [.. configuration.Sources.Select(source => Watched(source, configuration))];
        var secrets = FindSecretsDirectory(configuration, sections);

        var afterSettings = 1 + sources.FindLastIndex(IsSettings);
        sources.Insert(afterSettings, new WatchedFileConfigurationSource(contentRoot, ConfigurationFile, YamlFile.Read, IsStrict: true));
        if (secrets is not null)
        {
            var environment = sources.FindLastIndex(source => source is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
            sources.Insert(environment < 0 ? sources.Count : environment, new SecretsConfigurationSource(secrets));
        }

        if (joined.Count > 0)
        {
            sources.Insert(0, new MemoryConfigurationSource { InitialData = joined });
        }

        // Each change of the list but an addition at its end builds all sources again.
        configuration.Sources.Clear();
        foreach (var source in sources)
        {
            configuration.Sources.Add(source);
        }
    }

    private static bool IsSettings(IConfigurationSource source) => PathOf(source)?.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) == true;

    private static string? PathOf(IConfigurationSource source) => source switch
    {
        JsonConfigurationSource json => json.Path,
        WatchedFileConfigurationSource watched => watched.Path,
        _ => null,
    };

    // The framework's own provider empties itself when a file is malformed at a change, and does not see a swapped link.
    private static IConfigurationSource Watched(IConfigurationSource source, IConfigurationBuilder builder) =>
        source is JsonConfigurationSource { ReloadOnChange: true, Optional: true, Path: { } path } json && IsSettings(source)
            && (json.FileProvider ?? builder.GetFileProvider()) is PhysicalFileProvider files
                ? new WatchedFileConfigurationSource(files.Root, path, JsonFile.Read)
                : source;

    private static string? FindSecretsDirectory(IConfiguration configuration, ConfigurationSections sections)
    {
        var configured = configuration.GetSection("SecretsDirectory");
        var folder = string.IsNullOrEmpty(configured.Value) ? DefaultSecretsDirectory : configured.Value;
        if (Directory.Exists(folder))
        {
            return Path.GetFullPath(folder);
        }

        if (!string.IsNullOrEmpty(configured.Value))
        {
            sections.EarlyFaults.Add($"{ConfigurationOrigin.Describe(configuration, configured)}: expected a folder that exists.");
        }

        return null;
    }
}
