namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>A folder as configuration: the name of a file is the key (<c>database__password</c> is <c>database:password</c>), its text the value without the last line break.</summary>
/// <remarks>Names that begin with a dot, folders below it, and files over 1 MiB are left out.</remarks>
internal sealed class SecretsConfigurationProvider(string folder) : WatchedConfigurationProvider(name: folder)
{
    private const long LargestFile = 1 << 20;

    protected override string Stamp()
    {
        var link = new DirectoryInfo(Path.Combine(Name, "..data")).LinkTarget;
        return link ?? string.Join('\n', Files().Select(StampOf));
    }

    protected override Dictionary<string, string?> Read()
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Files())
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length <= LargestFile)
            {
                using var reader = new StreamReader(stream);
                data[Path.GetFileName(file).Replace("__", ":", StringComparison.Ordinal)] = WithoutLineBreak(reader.ReadToEnd());
            }
        }

        return data;
    }

    private IEnumerable<string> Files() => Directory.Exists(Name)
        ? Directory.EnumerateFiles(Name).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)
        : [];

    private static string WithoutLineBreak(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
