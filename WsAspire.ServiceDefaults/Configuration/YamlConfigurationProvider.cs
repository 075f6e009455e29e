using Microsoft.Extensions.Configuration;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Reads a YAML file. At start a malformed file is an error; later the last good content stays.</summary>
internal sealed class YamlConfigurationProvider(YamlConfigurationSource source) : FileConfigurationProvider(source)
{
    private bool _loaded;

    /// <summary>Path as configured, such as <c>config/conf.yaml</c>.</summary>
    public string Path => Source.Path!;

    /// <summary>The keys that the file holds.</summary>
    public IEnumerable<string> Keys => Data.Keys;

    /// <summary>Why the last change of the file was not taken over; null when it was.</summary>
    public string? LastFault { get; private set; }

    public override void Load(Stream stream)
    {
        try
        {
            Data = YamlFile.Read(stream, Path);
            LastFault = null;
            _loaded = true;
        }
        catch (InvalidDataException exception) when (_loaded)
        {
            LastFault = exception.Message;
        }
    }
}
