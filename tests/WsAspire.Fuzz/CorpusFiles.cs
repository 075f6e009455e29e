using System.Reflection;

namespace WsAspire.Fuzz;

/// <summary>The inputs in the folder <c>corpus</c>.</summary>
internal static class CorpusFiles
{
    /// <summary>The files below a folder of the corpus, by name.</summary>
    public static IReadOnlyList<byte[]> Read(string folder) =>
        [.. typeof(CorpusFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.Replace('\\', '/').StartsWith($"{folder}/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(ReadOne)];

    private static byte[] ReadOne(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
