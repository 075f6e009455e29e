using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace WsAspire.Testing;

/// <summary>A process in its own session that ends, with all that it started, when this process ends in whatever way (kill -9 included).</summary>
/// <remarks>A small shell holds the leash: it reads a pipe from us, and at its end kills the session. It has a session of its own, so that a
/// signal to our process group (timeout, a closed terminal) does not end it before it has done so.
/// A shell's background process ignores SIGINT and SIGQUIT unless they are set back.</remarks>
public sealed class LeashedProcess : IAsyncDisposable
{
    private const string Leash = """
        setsid env --default-signal=INT,QUIT "$@" </dev/null & child=$!
        { cat >/dev/null; kill -TERM -- -$child 2>/dev/null; for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 -- -$child 2>/dev/null || break; sleep 0.2; done; kill -KILL -- -$child 2>/dev/null; } <&3 >/dev/null 2>&1 &
        exec 3<&- >/dev/null 2>&1
        wait $child
        """;

    private readonly Process _leash;
    private readonly StringBuilder _output = new();
    private bool _isDisposed;

    private LeashedProcess(Process leash) => _leash = leash;

    /// <summary>What the process printed so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _leash.HasExited;

    /// <summary>The exit code; only after the end.</summary>
    public int ExitCode => _leash.ExitCode;

    /// <summary>Starts a program.</summary>
    /// <param name="program">A path, or a name on PATH.</param>
    /// <param name="arguments">Its arguments, each as it is.</param>
    /// <param name="environment">Variables to set, or to remove where the value is null.</param>
    /// <param name="workingDirectory">Null means this process's own.</param>
    public static LeashedProcess Start(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null)
    {
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        start.ArgumentList.Add("bash");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec 3<&0\n" + Leash);
        start.ArgumentList.Add("leash");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var leashed = new LeashedProcess(new Process { StartInfo = start });
        leashed._leash.OutputDataReceived += leashed.Keep;
        leashed._leash.ErrorDataReceived += leashed.Keep;
        leashed._leash.Start();
        leashed._leash.BeginOutputReadLine();
        leashed._leash.BeginErrorReadLine();
        return leashed;
    }

    /// <summary>Waits for the end of the process.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _leash.WaitForExitAsync(cancellationToken);

    /// <summary>Sends a signal to the program alone, such as <c>KILL</c> or <c>STOP</c>; it is as if the program had met it by itself.</summary>
    public async Task KillAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{ProgramId()}"]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Memory of the program that is in RAM now, in bytes.</summary>
    public long ReadResidentBytes()
    {
        using var program = Process.GetProcessById(ProgramId());
        return program.WorkingSet64;
    }

    /// <summary>Ends the process: SIGTERM, and SIGKILL after two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _leash.StandardInput.Close();
        await _leash.WaitForExitAsync();
        _leash.Dispose();
    }

    // Of the leash's two children it is the one with a session of its own.
    private int ProgramId() => File.ReadAllText($"/proc/{_leash.Id}/task/{_leash.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(id => int.Parse(id, CultureInfo.InvariantCulture))
        .Single(id => SessionOf(id) == id);

    // man 5 proc: after the name in parentheses come state, parent, group and session.
    private static int SessionOf(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3], CultureInfo.InvariantCulture);
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line.Data);
            }
        }
    }
}
