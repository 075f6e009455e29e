using System.Diagnostics;

namespace WsAspire.Cli;

/// <summary>Runs programs for what they print.</summary>
internal static class ProgramOutput
{
    /// <summary>Runs a program.</summary>
    /// <param name="program">Its name on PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where; null means here.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="cancellationToken">Kills it, with what it started.</param>
    /// <returns>Its exit code, what it printed, and what it printed as error. The code is 127 where there is no such program.</returns>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string program, IEnumerable<string> arguments, string? folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            await using var kill = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            var (output, error) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            return (process.ExitCode, (await output).Trim(), (await error).Trim());
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (127, "", exception.Message);
        }
    }
}
