namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>A file as configuration. Where it is missing it has no values.</summary>
internal sealed class WatchedFileConfigurationProvider(string path, string name, FileConfigurationReader read, bool isStrict) : WatchedConfigurationProvider(name)
{
    /// <summary>Whether only sections of the service may stand in it.</summary>
    public bool IsStrict => isStrict;

    protected override string Stamp() => StampOf(path);

    protected override Dictionary<string, string?> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return read(stream, Name);
    }
}
