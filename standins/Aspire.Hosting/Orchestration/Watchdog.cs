using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Orchestration;

/// <summary>A small shell outside this process that ends every registered session when this process is gone, kill -9 included.</summary>
/// <remarks>
/// It lives in a session of its own, so Ctrl+C does not reach it, and reads a pipe from us: what was written before our end arrives, then the pipe
/// closes. It then sends SIGTERM to each session that is still registered, and SIGKILL a second later (up to two where bash is older than 5). Where there is no /proc (macOS) it
/// knows process groups only. On Windows there is none: after a hard kill of the AppHost its processes stay.
/// </remarks>
internal sealed class Watchdog : IDisposable
{
    private const string Script = """
        trap '' INT TERM HUP
        exec >/dev/null 2>&1
        while read -r verb id; do if [ "$verb" = add ]; then ours[id]=1; else unset "ours[id]"; fi; done
        signal() {
          found=1
          for id in "${!ours[@]}"; do [ -d /proc/self ] || { kill "-$1" -- "-$id" && found=0; }; done
          for stat in /proc/[0-9]*/stat; do
            read -r line <"$stat" || continue
            set -- "$1" ${line##*) }
            [ -n "${ours[$5]}" ] && [ "$2" != Z ] || continue
            pid=${stat#/proc/}; kill "-$1" "${pid%/stat}" && found=0
          done
          return $found
        }
        signal TERM || exit
        SECONDS=0; began=${EPOCHREALTIME//[!0-9]/}
        while [ $SECONDS -lt 2 ] && [ $((${EPOCHREALTIME//[!0-9]/} - began)) -lt 1000000 ]; do sleep 0.1; signal 0 || exit; done
        signal KILL
        """;

    private readonly Lock _lock = new();
    private Process? _shell = OperatingSystem.IsWindows() ? null : Start();

    /// <summary>Registers a session; it must not run anything yet.</summary>
    /// <exception cref="IOException">The shell has been killed: nothing may be started any more.</exception>
    public void Add(int session) => Tell("add", session);

    /// <summary>Forgets a session that has ended.</summary>
    public void Remove(int session)
    {
        try
        {
            Tell("del", session);
        }
        catch (IOException)
        {
            // Without a shell there is nothing to forget.
        }
    }

    /// <summary>Ends the shell, and with it every session that is still registered.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _shell?.StandardInput.Close();
            _shell?.WaitForExit(TimeSpan.FromSeconds(4));
            _shell?.Dispose();
            _shell = null;
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo(SessionLauncher.Program) { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])[.. SessionLauncher.Arguments, "bash", "-c", Script, "ws-watchdog"])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private void Tell(string verb, int session)
    {
        lock (_lock)
        {
            _shell?.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"{verb} {session}\n"));
            _shell?.StandardInput.Flush();
        }
    }
}
