using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Finds all that is wrong in the configuration of a service.</summary>
internal sealed class ConfigurationCheck(IConfiguration configuration, ConfigurationSections sections, IServiceProvider services) : IDisposable
{
    private readonly ThreadLocal<bool> _finding = new();

    /// <summary>Names all faults, of all sections.</summary>
    public IReadOnlyList<string> FindFaults()
    {
        _finding.Value = true;
        try
        {
            return [.. sections.EarlyFaults, .. FindUnknownSections(), .. LogLevelSettings.FindFaults(configuration), .. sections.All.SelectMany(section => section.FindFaults(services))];
        }
        finally
        {
            _finding.Value = false;
        }
    }

    /// <summary>Names all faults where some are known; only those where all are being found already.</summary>
    public IReadOnlyList<string> FindFaults(IReadOnlyList<string> known) => _finding.Value || FindFaults() is not { Count: > 0 } all ? known : all;

    /// <summary>Refuses a configuration with faults.</summary>
    /// <exception cref="OptionsValidationException">All of them.</exception>
    public void ThrowIfFaulty()
    {
        if (FindFaults() is { Count: > 0 } faults)
        {
            throw new OptionsValidationException("configuration", typeof(IConfiguration), faults);
        }
    }

    public void Dispose() => _finding.Dispose();

    private IEnumerable<string> FindUnknownSections() =>
        from file in (configuration as IConfigurationRoot)?.Providers.OfType<WatchedFileConfigurationProvider>() ?? []
        where file.IsStrict
        from key in file.Keys.Where(key => !sections.Knows(key)).DistinctBy(key => key.Split(':')[0], StringComparer.OrdinalIgnoreCase)
        let suggestion = NearMiss.Suggest(key.Split(':')[0], sections.Names)
        select $"{ConfigurationOrigin.Describe(configuration, configuration.GetSection(key))}: unknown key{suggestion}; allowed at the top of {file.Name}: {string.Join(", ", sections.Names)}.";
}
