namespace Aspire.Hosting.Orchestration;

/// <summary>How a program is started as the leader of a session of its own, with its process id kept.</summary>
internal static class SessionLauncher
{
    private static readonly bool s_setsid = FindOnPath("setsid") is not null;

    /// <summary>setsid, or perl where there is none (macOS).</summary>
    public static string Program => s_setsid ? "setsid" : "perl";

    /// <summary>What comes before the program's own command line.</summary>
    public static string[] Arguments => s_setsid ? [] : ["-MPOSIX=setsid", "-e", "setsid(); exec { $ARGV[0] } @ARGV"];

    /// <summary>The file that a command means: a path as it is, a bare name looked up on PATH.</summary>
    /// <returns>Null when there is no such file.</returns>
    public static string? FindOnPath(string command, string workingDirectory = "")
    {
        if (command.Contains('/', StringComparison.Ordinal) || Path.IsPathRooted(command))
        {
            var path = Path.Combine(workingDirectory, command);
            return File.Exists(path) ? path : null;
        }

        var suffixes = OperatingSystem.IsWindows() ? (string[])["", ".exe", ".cmd"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => suffixes.Select(suffix => Path.Combine(folder, command + suffix)))
            .FirstOrDefault(File.Exists);
    }
}
