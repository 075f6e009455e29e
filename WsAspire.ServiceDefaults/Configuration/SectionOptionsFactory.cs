using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Makes the options of a section. At start a fault is an error that names those of the other sections too; later the last good values stay (<see cref="ConfigurationWatch"/> tells the fault).</summary>
internal sealed class SectionOptionsFactory<T>(
    IConfiguration configuration,
    string section,
    ConfigurationSections sections,
    ConfigurationCheck check,
    IEnumerable<IConfigureOptions<T>> setups,
    IEnumerable<IPostConfigureOptions<T>> postSetups,
    IEnumerable<IValidateOptions<T>> validators) : IOptionsFactory<T>
    where T : class, new()
{
    private T? _lastGood;

    public T Create(string name)
    {
        var (options, faults) = Make();
        if (faults.Count == 0)
        {
            return _lastGood = options;
        }

        return _lastGood ?? throw new OptionsValidationException(section, typeof(T), check.FindFaults(faults));
    }

    public IReadOnlyList<string> FindFaults() => Make().Faults;

    private (T Options, IReadOnlyList<string> Faults) Make()
    {
        var options = new T();
        var faults = StrictSection.FindFaults(configuration, section, typeof(T), sections.IsSection);
        if (faults.Count > 0)
        {
            return (options, faults);
        }

        configuration.GetSection(section).Bind(options);
        foreach (var setup in setups)
        {
            setup.Configure(options);
        }

        foreach (var setup in postSetups)
        {
            setup.PostConfigure(Options.DefaultName, options);
        }

        faults = new SectionRules(configuration).FindFaults(options, section);
        return (options, faults.Count > 0 ? faults : [.. validators.SelectMany(validator => validator.Validate(Options.DefaultName, options).Failures ?? [])]);
    }
}
