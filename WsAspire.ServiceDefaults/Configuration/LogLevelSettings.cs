using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Reads <c>Logging:LogLevel</c> and <c>Logging:PROVIDER:LogLevel</c> as the framework does, but a wrong level is a fault beside the others, and later the last good levels stay.</summary>
/// <remarks>The framework's own reader throws an exception of one value where the first logger is made, and at a change out of the listener.</remarks>
internal sealed class LogLevelSettings(IConfiguration configuration) : IConfigureOptions<LoggerFilterOptions>
{
    private const string Section = "Logging";
    private const string Levels = "LogLevel";
    private const string Default = "Default";

    private LoggerFilterRule[] _lastGood = [];

    /// <summary>Takes the place of the framework's reader.</summary>
    public static void Replace(IServiceCollection services)
    {
        foreach (var framework in services.Where(service => service.ImplementationInstance is IConfigureOptions<LoggerFilterOptions> { } reader && reader.GetType().Name == "LoggerFilterConfigureOptions").ToArray())
        {
            services.Remove(framework);
        }

        services.AddSingleton<IConfigureOptions<LoggerFilterOptions>, LogLevelSettings>();
    }

    /// <summary>Names all faults.</summary>
    public static IEnumerable<string> FindFaults(IConfiguration configuration) =>
        from part in PartsOf(configuration)
        from level in part.Levels.GetChildren()
        where !string.IsNullOrEmpty(level.Value) && !TryRead(level.Value, out _)
        select $"{ConfigurationOrigin.Describe(configuration, level)}: expected {AllowedText.Describe(typeof(LogLevel))}.";

    public void Configure(LoggerFilterOptions options)
    {
        var section = configuration.GetSection(Section);
        options.CaptureScopes = !bool.TryParse(section[nameof(options.CaptureScopes)], out var capture) ? options.CaptureScopes : capture;
        if (!FindFaults(configuration).Any())
        {
            _lastGood =
            [
                .. from part in PartsOf(configuration)
                   from level in part.Levels.GetChildren()
                   where !string.IsNullOrEmpty(level.Value)
                   select new LoggerFilterRule(part.Provider, level.Key.Equals(Default, StringComparison.OrdinalIgnoreCase) ? null : level.Key, Read(level.Value!), filter: null),
            ];
        }

        foreach (var rule in _lastGood)
        {
            options.Rules.Add(rule);
        }
    }

    private static IEnumerable<(string? Provider, IConfigurationSection Levels)> PartsOf(IConfiguration configuration) =>
        configuration.GetSection(Section).GetChildren().Select(part => part.Key.Equals(Levels, StringComparison.OrdinalIgnoreCase) ? ((string?)null, part) : (part.Key, part.GetSection(Levels)));

    private static LogLevel Read(string text) => TryRead(text, out var level) ? level : LogLevel.Information;

    private static bool TryRead(string text, out LogLevel level)
    {
        level = LogLevel.Information;
        return char.IsLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out level);
    }
}
