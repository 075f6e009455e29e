using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Orchestration;

/// <summary>A program in a session of its own: it and all that it starts are signalled together, and end together.</summary>
/// <remarks>On Windows, which has no sessions, only the tree below the program is known, and there is no gentle signal.</remarks>
internal sealed class ProcessSession
{
    private const int SigTerm = 15;
    private const int SigKill = 9;

    // The program starts once the watchdog knows the session: with us gone before that, read fails and nothing starts.
    private const string Gate = """IFS= read -r _ && exec "$@" </dev/null""";

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);
    private readonly Process _process;

    private ProcessSession(Process process, Watchdog watchdog, Action<string, bool> onLine)
    {
        _process = process;
        Id = process.Id;
        watchdog.Add(Id);
        process.StandardInput.WriteLine();
        process.StandardInput.Close();
        Completion = CompleteAsync(watchdog, onLine);
    }

    /// <summary>The process id of the program, which is the id of its session and process group too.</summary>
    public int Id { get; }

    /// <summary>Ends with the exit code (128 + n after signal n) when the program has ended and nothing of its session is left.</summary>
    public Task<int> Completion { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="start">Program, arguments, environment and working directory; the rest is set here.</param>
    /// <param name="watchdog">Ends the session should this process be killed.</param>
    /// <param name="onLine">Gets each line of output, and whether it came by standard error; called by two threads.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The system cannot start it.</exception>
    public static ProcessSession Start(ProcessStartInfo start, Watchdog watchdog, Action<string, bool> onLine)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        if (!OperatingSystem.IsWindows())
        {
            string[] line = [.. SessionLauncher.Arguments, "bash", "-c", Gate, "ws-run", start.FileName, .. start.ArgumentList];
            start.FileName = SessionLauncher.Program;
            start.ArgumentList.Clear();
            foreach (var argument in line)
            {
                start.ArgumentList.Add(argument);
            }
        }

        return new ProcessSession(Process.Start(start)!, watchdog, onLine);
    }

    /// <summary>Asks the session to end (SIGTERM), and kills it when the bound is over or <paramref name="killNow"/> is set.</summary>
    public async Task StopAsync(TimeSpan bound, CancellationToken killNow)
    {
        if (OperatingSystem.IsWindows())
        {
            Kill();
        }
        else
        {
            Signal(SigTerm);
        }

        try
        {
            await Completion.WaitAsync(bound, killNow);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Kill();
            await Completion;
        }
    }

    /// <summary>Kills the whole session.</summary>
    public void Kill()
    {
        if (!OperatingSystem.IsWindows())
        {
            Signal(SigKill);
        }
        else if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int pid, int signal);

    /// <summary>Signals the process group, and those of the session that moved to another group (shells with job control).</summary>
    private void Signal(int signal)
    {
        if (!Completion.IsCompleted)
        {
            _ = SendSignal(-Id, signal);
            foreach (var pid in ProcFiles.OthersInSession(Id))
            {
                _ = SendSignal(pid, signal);
            }
        }
    }

    private async Task<int> CompleteAsync(Watchdog watchdog, Action<string, bool> onLine)
    {
        var output = Task.WhenAll(
            ReadAsync(_process.StandardOutput, line => onLine(line, false)),
            ReadAsync(_process.StandardError, line => onLine(line, true)));
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;
        await SweepAsync();
        watchdog.Remove(Id);

        // A process that left the session may hold the pipes open for ever.
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1)));
        _process.Dispose();
        return code;
    }

    /// <summary>Ends what the program left behind in its session: a second to end by itself, then SIGKILL.</summary>
    private async Task SweepAsync()
    {
        var patience = Stopwatch.StartNew();
        for (var signal = SigTerm; !OperatingSystem.IsWindows() && patience.Elapsed < TimeSpan.FromSeconds(5); await Task.Delay(s_poll))
        {
            var rest = ProcFiles.OthersInSession(Id);
            if (rest.Count == 0 && SendSignal(-Id, 0) != 0)
            {
                return;
            }

            if (signal == SigTerm || patience.Elapsed > TimeSpan.FromSeconds(1))
            {
                _ = SendSignal(-Id, signal);
                rest.ForEach(pid => _ = SendSignal(pid, signal));
                signal = SigKill;
            }
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                onLine(line);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Disposed above while somebody else holds the pipe open.
        }
    }
}
