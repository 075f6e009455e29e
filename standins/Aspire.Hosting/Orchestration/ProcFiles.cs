using System.Globalization;
using System.Text;

namespace Aspire.Hosting.Orchestration;

/// <summary>What Linux tells of processes and ports below /proc; nothing is known elsewhere.</summary>
internal static class ProcFiles
{
    private const string ListenState = "0A";

    /// <summary>The processes of a session, but not its leader and not the dead ones.</summary>
    public static List<int> OthersInSession(int session)
    {
        var wanted = session.ToString(CultureInfo.InvariantCulture);
        var found = new List<int>();
        foreach (var pid in Processes())
        {
            // "pid (name) state parent group session …"; the name may hold blanks and brackets.
            var stat = Read($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (pid != session && fields.Length > 3 && fields[3] == wanted && fields[0] is not ("Z" or "X"))
            {
                found.Add(pid);
            }
        }

        return found;
    }

    /// <summary>Says which process listens on a port: "mysqld (pid 12: /usr/sbin/mysqld --port=3306)".</summary>
    /// <returns>Null when that cannot be seen: another user's process, or another system than Linux.</returns>
    public static string? OwnerOf(int port)
    {
        var sockets = (string[])[.. SocketsOn("/proc/net/tcp", port), .. SocketsOn("/proc/net/tcp6", port)];
        foreach (var pid in sockets.Length == 0 ? [] : Processes())
        {
            if (OpenFiles(pid).Any(sockets.Contains))
            {
                var command = Read($"/proc/{pid}/cmdline").TrimEnd('\0').Replace('\0', ' ');
                return $"{Read($"/proc/{pid}/comm").Trim()} (pid {pid}: {(command.Length > 200 ? command[..200] + "…" : command)})";
            }
        }

        return null;
    }

    private static IEnumerable<int> Processes() => !Directory.Exists("/proc/self") ? [] : Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    private static IEnumerable<string> SocketsOn(string table, int port)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        foreach (var line in Read(table).Split('\n').Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 9 && fields[3] == ListenState && fields[1].EndsWith(suffix, StringComparison.Ordinal))
            {
                yield return $"socket:[{fields[9]}]";
            }
        }
    }

    private static List<string> OpenFiles(int pid) =>
        [.. Attempt(() => Directory.GetFileSystemEntries($"/proc/{pid}/fd"), []).Select(file => Attempt(() => new FileInfo(file).LinkTarget, null) ?? "")];

    private static string Read(string file) => Attempt(() => File.ReadAllText(file, Encoding.UTF8), "");

    /// <summary>Processes come and go while we look, and some are not ours to see.</summary>
    private static T Attempt<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return otherwise;
        }
    }
}
