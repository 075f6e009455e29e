using System.Diagnostics;
using System.Globalization;

namespace WsAspire.Testing;

/// <summary>Folders of the tests' own inside the repository, so that a crash leaves nothing outside of it.</summary>
public static class TestFolder
{
    /// <summary>Creates an empty folder below <c>.ws/test</c>, and removes those of test processes that are gone.</summary>
    /// <param name="purpose">First part of its name.</param>
    /// <returns>Its full path. Who asked for it removes it.</returns>
    public static string Create(string purpose)
    {
        var parent = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, ".ws", "test")).FullName;
        foreach (var left in Directory.EnumerateDirectories(parent, $"{purpose}-*-*").Where(folder => !IsOfALivingProcess(folder)))
        {
            try
            {
                Directory.Delete(left, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Another test process removed it first.
            }
        }

        return Directory.CreateDirectory(Path.Combine(parent, $"{purpose}-{Environment.ProcessId}-{Guid.NewGuid():n}")).FullName;
    }

    private static bool IsOfALivingProcess(string folder)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(Path.GetFileName(folder).Split('-')[^2], CultureInfo.InvariantCulture));
            return !process.HasExited;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return false;
        }
    }
}
