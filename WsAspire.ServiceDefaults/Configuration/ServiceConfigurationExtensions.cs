using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Configuration;
using WsAspire.ServiceDefaults.Data;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers the configuration of a service.</summary>
public static class ServiceConfigurationExtensions
{
    private const string ConfigurationFile = "config/conf.yaml";

    // Where docker and Kubernetes put secrets by default; the key SecretsDirectory names another folder.
    private const string SecretsDirectory = "/run/secrets";

    /// <summary>Registers a section of the service's own, checked at start: unknown keys and wrong values refuse the start, and are named.</summary>
    /// <typeparam name="TOptions">Its shape; properties hold the defaults, <c>[Range]</c> and its like say what is allowed.</typeparam>
    /// <param name="builder">Gives the configuration and takes the services.</param>
    /// <param name="section">Name of the section. It may stand in config/conf.yaml too.</param>
    public static OptionsBuilder<TOptions> AddConfigurationSection<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(section);

        SectionsOf(builder.Services).Add(section);
        builder.Services.AddSingleton<IConfigureOptions<TOptions>>(
            services => ActivatorUtilities.CreateInstance<StrictSectionBinding<TOptions>>(services, section));
        builder.Services.AddSingleton<IOptionsChangeTokenSource<TOptions>>(
            services => new ConfigurationChangeTokenSource<TOptions>(services.GetRequiredService<IConfiguration>()));
        return builder.Services.AddOptions<TOptions>().ValidateOnStart();
    }

    /// <summary>Puts config/conf.yaml and the secrets' folder between appsettings and the environment, and checks the file at start.</summary>
    internal static void AddServiceConfiguration(this IHostApplicationBuilder builder)
    {
        builder.AddConfigurationSection<DatabaseOptions>(DatabaseOptions.SectionName);
        builder.Services.AddSingleton<IValidateOptions<ConfigurationFileOptions>, ConfigurationFileValidator>();
        builder.Services.AddOptions<ConfigurationFileOptions>().ValidateOnStart();
        builder.Services.AddHostedService<ConfigurationFileWatch>();

        var sources = builder.Configuration.Sources;
        var afterSettings = 1 + LastIndex(sources, source => source is JsonConfigurationSource { Path: { } path } && path.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase));
        sources.Insert(afterSettings, new YamlConfigurationSource { Path = ConfigurationFile, Optional = true, ReloadOnChange = true, ReloadDelay = 100 });

        var directory = builder.Configuration["SecretsDirectory"] ?? SecretsDirectory;
        if (Directory.Exists(directory))
        {
            var environment = LastIndex(sources, source => source is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
            sources.Insert(
                environment < 0 ? sources.Count : environment,
                new KeyPerFileConfigurationSource { FileProvider = new PhysicalFileProvider(directory), Optional = true, ReloadOnChange = true });
        }
    }

    private static ConfigurationSections SectionsOf(IServiceCollection services)
    {
        if (services.LastOrDefault(service => service.ServiceType == typeof(ConfigurationSections))?.ImplementationInstance is ConfigurationSections known)
        {
            return known;
        }

        var sections = new ConfigurationSections();
        services.AddSingleton(sections);
        return sections;
    }

    private static int LastIndex(IList<IConfigurationSource> sources, Predicate<IConfigurationSource> predicate)
    {
        var index = sources.Count - 1;
        while (index >= 0 && !predicate(sources[index]))
        {
            index--;
        }

        return index;
    }
}
