using System.Globalization;
using System.Text.Json;
using WsAspire.Branching.Local;

namespace WsAspire.Hosting.Branches;

/// <summary>Says to other processes of this user that a system runs, and how to reach it. It holds secrets: nobody else reads it.</summary>
internal sealed class RunningSystemFile : IDisposable
{
    private readonly string _path;

    private RunningSystemFile(string path) => _path = path;

    /// <summary>Writes the file, as a whole or not at all.</summary>
    /// <param name="root">Root of the tree.</param>
    /// <param name="system">What it says.</param>
    public static RunningSystemFile Write(string root, RunningSystem system)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, RunningSystem.Folder)).FullName;

        // A test runs more than one system in its process.
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{system.ProcessId}-{system.CommandPort}.json"));
        var partial = $"{path}.partial";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(partial, options))
        {
            JsonSerializer.Serialize(stream, system, LocalJson.Default.RunningSystem);
        }

        File.Move(partial, path, overwrite: true);
        return new RunningSystemFile(path);
    }

    /// <summary>Removes the file.</summary>
    public void Dispose() => File.Delete(_path);
}
