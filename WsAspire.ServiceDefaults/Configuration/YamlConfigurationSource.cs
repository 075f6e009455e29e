using Microsoft.Extensions.Configuration;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>A YAML file as configuration. It may be missing; it is read again when it changes.</summary>
internal sealed class YamlConfigurationSource : FileConfigurationSource
{
    public override IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        EnsureDefaults(builder);
        // Unwrapped, so that the message names the place and not only the file.
        OnLoadException = failure => throw (failure.Exception.InnerException as InvalidDataException ?? failure.Exception);
        return new YamlConfigurationProvider(this);
    }
}
