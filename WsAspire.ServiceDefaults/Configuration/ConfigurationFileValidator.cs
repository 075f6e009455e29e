using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Refuses keys of config/conf.yaml that belong to no section of the service.</summary>
internal sealed class ConfigurationFileValidator(IConfiguration configuration, ConfigurationSections sections) : IValidateOptions<ConfigurationFileOptions>
{
    public ValidateOptionsResult Validate(string? name, ConfigurationFileOptions options)
    {
        var files = (configuration as IConfigurationRoot)?.Providers.OfType<YamlConfigurationProvider>() ?? [];
        string[] faults =
        [
            .. from file in files
               from key in file.Keys
               where !sections.Knows(key)
               select $"{StrictSection.Describe(configuration, configuration.GetSection(key))}: unknown key; allowed at the top of {file.Path}: {string.Join(", ", sections.Names)}.",
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
