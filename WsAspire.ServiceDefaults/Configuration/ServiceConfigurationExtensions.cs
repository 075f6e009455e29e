using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Branching;
using WsAspire.ServiceDefaults.Configuration;
using WsAspire.ServiceDefaults.Data;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers the configuration of a service.</summary>
public static class ServiceConfigurationExtensions
{
    /// <summary>Registers a section of the service's own, checked at start: unknown keys and wrong values refuse the start, and are named.</summary>
    /// <typeparam name="TOptions">Its shape; properties hold the defaults, <c>[Range]</c> and its like say what is allowed, nested objects, lists and
    /// dictionaries too; rules between keys by <c>IValidatableObject</c> or <c>IValidateOptions</c>. <see cref="ReloadableAttribute"/> says what takes effect while it runs.</typeparam>
    /// <param name="builder">Gives the configuration and takes the services.</param>
    /// <param name="section">Name of the section. It may stand in config/conf.yaml too.</param>
    public static OptionsBuilder<TOptions> AddConfigurationSection<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(section);

        var sections = SectionsOf(builder.Services);
        builder.Services.TryAddSingleton<ConfigurationCheck>();
        if (sections.TryAdd(new ConfigurationSection<TOptions>(section)))
        {
            builder.Services.AddSingleton<IOptionsFactory<TOptions>>(services => ActivatorUtilities.CreateInstance<SectionOptionsFactory<TOptions>>(services, section));
            builder.Services.AddSingleton<IOptionsChangeTokenSource<TOptions>>(
                services => new ConfigurationChangeTokenSource<TOptions>(services.GetRequiredService<IConfiguration>()));
        }

        return builder.Services.AddOptions<TOptions>().ValidateOnStart();
    }

    /// <summary>Checks the whole configuration. <c>MapServiceDefaults</c> does so; a program that serves nothing calls it itself.</summary>
    /// <param name="services">The services of a host that was built with <c>AddServiceDefaults</c>.</param>
    /// <exception cref="OptionsValidationException">Something is wrong; all faults are named.</exception>
    public static void ValidateConfiguration(this IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.GetRequiredService<ConfigurationCheck>().ThrowIfFaulty();
    }

    /// <summary>Puts config/conf.yaml and the secrets' folder between appsettings and the environment, and checks all of it at start.</summary>
    internal static void AddServiceConfiguration(this IHostApplicationBuilder builder)
    {
        StartRefusal.Install();
        var sections = SectionsOf(builder.Services);
        var joined = JoinedSystem.Settings(builder.Configuration, builder.Environment, sections.EarlyFaults);
        ServiceConfigurationSources.Arrange(builder.Configuration, builder.Environment.ContentRootPath, sections, joined);
        builder.AddConfigurationSection<DatabaseOptions>(DatabaseOptions.SectionName);
        builder.Services.TryAddSingleton<EffectiveConfiguration>();
        LogLevelSettings.Replace(builder.Services);
        builder.Services.AddHostedService<ConfigurationWatch>();

        var arguments = builder.Configuration.Sources.OfType<CommandLineConfigurationSource>().LastOrDefault()?.Args ?? [];
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<ConfigCommand>(services, arguments.FirstOrDefault() ?? ""));
    }

    /// <summary>Checks the configuration, or prints it and ends the program where that is asked.</summary>
    internal static void CheckServiceConfiguration(this IHost host)
    {
        var command = host.Services.GetRequiredService<ConfigCommand>();
        if (command.IsAsked)
        {
            Environment.Exit(command.Run(Console.Out, Console.Error));
        }

        host.Services.ValidateConfiguration();
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
}
