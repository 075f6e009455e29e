using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Says in the log what became of a change of the configuration: taken over, refused, or waiting for the next start.</summary>
internal sealed class ConfigurationWatch(IConfiguration configuration, ConfigurationSections sections, ConfigurationCheck check, ILogger<ConfigurationWatch> logger)
    : IHostedService, IDisposable
{
    private readonly Lock _lock = new();
    private IDisposable? _subscription;
    private Dictionary<string, string?> _values = [];
    private HashSet<string> _faults = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _values = ReadValues();
        _subscription = ChangeToken.OnChange(configuration.GetReloadToken, Report);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _subscription?.Dispose();

    private void Report()
    {
        lock (_lock)
        {
            var malformed = (configuration as IConfigurationRoot)?.Providers.OfType<WatchedConfigurationProvider>().Select(file => file.LastFault).OfType<string>() ?? [];
            HashSet<string> faults = [.. malformed, .. check.FindFaults()];
            foreach (var fault in faults.Except(_faults))
            {
                ConfigurationLog.NotTakenOver(logger, fault);
            }

            _faults = faults;
            var values = ReadValues();
            foreach (var key in values.Keys.Union(_values.Keys, StringComparer.OrdinalIgnoreCase).Where(key => values.GetValueOrDefault(key) != _values.GetValueOrDefault(key)).ToArray())
            {
                Report(key);
            }

            _values = values;
        }
    }

    private void Report(string key)
    {
        var section = sections.All.Where(section => IsBelow(key, section.Name)).MaxBy(section => section.Name.Length)!;
        if (_faults.Any(fault => fault.Contains(section.Name + ":", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var shown = ConfigurationOrigin.Describe(configuration, configuration.GetSection(key));
        if (SectionKey.IsReloadable(section.Type, key[(section.Name.Length + 1)..]))
        {
            ConfigurationLog.TakenOver(logger, shown);
        }
        else
        {
            ConfigurationLog.AtNextStart(logger, shown);
        }
    }

    private Dictionary<string, string?> ReadValues() => new(
        sections.All.SelectMany(section => configuration.GetSection(section.Name).AsEnumerable())
            .Where(pair => pair.Value is not null && sections.All.Any(section => IsBelow(pair.Key, section.Name)))
            .DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase),
        StringComparer.OrdinalIgnoreCase);

    private static bool IsBelow(string key, string section) => key.Length > section.Length && key[section.Length] == ':' && key.StartsWith(section, StringComparison.OrdinalIgnoreCase);
}
