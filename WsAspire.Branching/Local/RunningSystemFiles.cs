using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace WsAspire.Branching.Local;

/// <summary>Reads which systems run on this machine.</summary>
public static class RunningSystemFiles
{
    /// <summary>The systems of a tree that run; the files of those that were killed are removed.</summary>
    /// <param name="root">Root of the tree.</param>
    /// <exception cref="InvalidDataException">A file is not what this version writes; the text names it.</exception>
    public static IReadOnlyList<RunningSystem> In(string root)
    {
        var systems = new List<RunningSystem>();
        var folder = Path.Combine(root, RunningSystem.Folder);
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        foreach (var file in files.Order())
        {
            if (!IsAlive(file))
            {
                File.Delete(file);
            }
            else if (Read(file) is { } system)
            {
                systems.Add(system);
            }
        }

        return systems;
    }

    private static bool IsAlive(string file)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(Path.GetFileName(file).Split('-')[0], CultureInfo.InvariantCulture));

            // Another process may have its number by now; that one began later.
            return !process.HasExited && process.StartTime.ToUniversalTime() <= File.GetLastWriteTimeUtc(file);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private static RunningSystem? Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, LocalJson.Default.RunningSystem);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{file} is not what this version writes; start the system again: {exception.Message}", exception);
        }
    }
}
