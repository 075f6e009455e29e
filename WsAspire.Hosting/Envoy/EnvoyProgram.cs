namespace WsAspire.Hosting.Envoy;

/// <summary>The Envoy of this machine, where it has one.</summary>
public static class EnvoyProgram
{
    /// <summary>Environment variable that names the program instead of PATH.</summary>
    public const string PathVariable = "ENVOY_PATH";

    /// <summary>Finds it.</summary>
    /// <returns>Its full path, or null where there is none.</returns>
    /// <exception cref="DistributedApplicationException"><see cref="PathVariable"/> names what is no file.</exception>
    public static string? TryFind()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? Path.GetFullPath(named) : throw new DistributedApplicationException($"{PathVariable}: there is no file '{named}'.");
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, "envoy"))
            .FirstOrDefault(File.Exists);
    }
}
