using System.Security.Cryptography;

namespace WsAspire.Hosting.State;

/// <summary>A generated secret that is kept in a file beside the data it protects, readable by its owner only.</summary>
/// <param name="path">The file.</param>
public sealed class LocalSecret(string path)
{
    private const int Length = 32;
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /// <summary>Reads the secret; makes it on first use.</summary>
    public string ReadOrCreate()
    {
        if (File.Exists(path))
        {
            return File.ReadAllText(path);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var secret = RandomNumberGenerator.GetString(Alphabet, Length);
        var partial = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(partial, options))
        {
            writer.Write(secret);
        }

        File.Move(partial, path);
        return secret;
    }
}
