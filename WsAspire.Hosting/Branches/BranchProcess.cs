using System.Diagnostics;
using System.Globalization;

namespace WsAspire.Hosting.Branches;

/// <summary>A program that ends when this process does, kill -9 included.</summary>
/// <remarks>A small shell holds the leash: it reads a pipe from us, and at its end ends the program and all that it started. Each is a process group of its
/// own, so that Ctrl+C at a terminal reaches none of them before we have decided.</remarks>
internal sealed class BranchProcess : IDisposable
{
    // The first line says how many seconds the program has; a pipe that closes without one means that we were killed.
    private const string Leash = """
        exec 3<&0 </dev/null >/dev/null 2>&1
        set -m
        trap : INT TERM HUP
        log=$1; shift
        "$@" 3<&- >"$log" 2>&1 & child=$!
        {
          IFS= read -r bound <&3 || bound=2
          kill -TERM -- "-$child"
          end=$((SECONDS + bound))
          while kill -0 -- "-$child" && [ "$SECONDS" -lt "$end" ]; do sleep 0.1; done
          kill -KILL -- "-$child"
        } &
        exec 3<&-
        while wait "$child"; code=$?; kill -0 "$child"; do :; done
        exit "$code"
        """;

    // What ./run, an IDE or `dotnet run` set for the AppHost itself.
    private static readonly string[] s_ofTheAppHost = ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    private readonly Process _leash;
    private readonly string _log;

    private BranchProcess(Process leash, string log)
    {
        _leash = leash;
        _log = log;
    }

    /// <summary>Whether the program has ended.</summary>
    public bool HasExited => _leash.HasExited;

    /// <summary>The exit code; only after the end.</summary>
    public int ExitCode => _leash.ExitCode;

    /// <summary>Starts a .NET program.</summary>
    /// <param name="program">Full path of its assembly.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">What it has beside what this machine's user has.</param>
    /// <param name="log">The file that takes what it prints.</param>
    public static BranchProcess Start(string program, string folder, IReadOnlyDictionary<string, string> environment, string log)
    {
        var start = new ProcessStartInfo("bash", ["-c", Leash, "ws-branch", log, "dotnet", "exec", program]) { RedirectStandardInput = true, WorkingDirectory = folder };
        Array.ForEach(s_ofTheAppHost, name => start.Environment.Remove(name));
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new BranchProcess(Process.Start(start)!, log);
    }

    /// <summary>Asks the program to end, and kills it after a bound.</summary>
    /// <param name="bound">At least a second; parts of one do not count.</param>
    public async Task StopAsync(TimeSpan bound)
    {
        try
        {
            await _leash.StandardInput.WriteLineAsync(((int)bound.TotalSeconds).ToString(CultureInfo.InvariantCulture));
            _leash.StandardInput.Close();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It has ended, or was told already.
        }

        await _leash.WaitForExitAsync();
    }

    /// <summary>The last lines of what the program printed.</summary>
    public string LogTail(int lines) =>
        string.Join('\n', File.Exists(_log) ? File.ReadLines(_log).TakeLast(lines) : []);

    /// <summary>Lets go of the leash: what still runs has two seconds.</summary>
    public void Dispose()
    {
        _leash.StandardInput.Dispose();
        _leash.Dispose();
    }
}
