using System.Diagnostics;

namespace WsAspire.Hosting.Containers;

/// <summary>Tells whether this machine can run containers.</summary>
public static class ContainerRuntime
{
    /// <summary>Configuration key that decides instead of looking: <c>true</c> or <c>false</c> (command line <c>--containers false</c>).</summary>
    public const string ConfigurationKey = "containers";

    private static readonly TimeSpan s_answerTimeout = TimeSpan.FromSeconds(5);
    private static readonly Lazy<bool> s_found = new(() => Answers("docker") || Answers("podman"));

    /// <summary>Says whether resources run as containers.</summary>
    /// <param name="configuration">Holds <see cref="ConfigurationKey"/> where somebody decided.</param>
    /// <returns>The decision where there is one; else true when docker or podman answers. They are asked once a process.</returns>
    /// <exception cref="DistributedApplicationException">The key has a value that is neither true nor false.</exception>
    public static bool IsUsed(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        var decision = configuration[ConfigurationKey];
        if (string.IsNullOrEmpty(decision))
        {
            return s_found.Value;
        }

        return bool.TryParse(decision, out var used)
            ? used
            : throw new DistributedApplicationException($"{ConfigurationKey}: expected true or false, got '{decision}'.");
    }

    /// <summary>A client without a daemon is no runtime, so it is not enough that the program is there.</summary>
    private static bool Answers(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["ps", "--quiet"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            if (process is null)
            {
                return false;
            }

            if (process.WaitForExit(s_answerTimeout))
            {
                return process.ExitCode == 0;
            }

            process.Kill();
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
