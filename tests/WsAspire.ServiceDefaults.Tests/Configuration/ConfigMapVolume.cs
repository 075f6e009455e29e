using System.Diagnostics;

namespace WsAspire.ServiceDefaults.Tests.Configuration;

/// <summary>A folder that changes as a mounted ConfigMap or Secret does: kubelet writes a new folder, swaps the link <c>..data</c>, and removes the old one.</summary>
internal sealed class ConfigMapVolume(string folder)
{
    private int _version;

    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>Replaces all files at once.</summary>
    public void Write(params (string Name, string Text)[] files)
    {
        var data = Path.Combine(Folder, "..data");
        var old = new DirectoryInfo(data).LinkTarget;
        var version = $"..2026_{++_version}";
        Directory.CreateDirectory(Path.Combine(Folder, version));
        foreach (var (name, text) in files)
        {
            var file = Path.Combine(Folder, version, name);
            File.WriteAllText(file, text);
            // The same in each version, so that only the link tells them apart.
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        }

        File.CreateSymbolicLink(data + "_tmp", version);
        Rename(data + "_tmp", data);
        foreach (var (name, _) in files.Where(file => !File.Exists(Path.Combine(Folder, file.Name))))
        {
            File.CreateSymbolicLink(Path.Combine(Folder, name), Path.Combine("..data", name));
        }

        if (old is not null)
        {
            Directory.Delete(Path.Combine(Folder, old), recursive: true);
        }
    }

    // File.Move refuses a link to a folder.
    private static void Rename(string from, string to)
    {
        using var process = Process.Start("mv", ["-T", from, to]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
