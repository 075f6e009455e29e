namespace WsAspire.Testing;

/// <summary>Programs of the machine.</summary>
public static class Programs
{
    /// <summary>Whether there is one of this name.</summary>
    public static bool IsOnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".exe")));
}
