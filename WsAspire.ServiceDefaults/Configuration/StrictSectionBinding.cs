using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Binds a section strictly. At start a fault is an error; later the last good values stay, and the fault is logged.</summary>
internal sealed partial class StrictSectionBinding<T>(IConfiguration configuration, string section, ILogger<StrictSectionBinding<T>> logger) : IConfigureOptions<T>
    where T : class, new()
{
    private T? _lastGood;

    public void Configure(T options)
    {
        var faults = StrictSection.FindFaults<T>(configuration, section);
        if (faults.Count == 0)
        {
            configuration.GetSection(section).Bind(options);
            _lastGood = StrictSection.Read<T>(configuration, section);
            return;
        }

        if (_lastGood is null)
        {
            throw new OptionsValidationException(section, typeof(T), faults);
        }

        NotTakenOver(logger, string.Join(" ", faults));
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            property.SetValue(options, property.GetValue(_lastGood));
        }
    }

    [LoggerMessage(1021, LogLevel.Error, "A change of the configuration is not taken over: {Faults}")]
    private static partial void NotTakenOver(ILogger logger, string faults);
}
