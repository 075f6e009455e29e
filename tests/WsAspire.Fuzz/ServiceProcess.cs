using System.Globalization;
using System.Text.RegularExpressions;
using WsAspire.Testing;

namespace WsAspire.Fuzz;

/// <summary>The fuzzed service as a process of its own: what it holds can be counted.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);
    private readonly LeashedProcess _process;

    private ServiceProcess(LeashedProcess process, int port, int id)
    {
        _process = process;
        Port = port;
        Id = id;
    }

    /// <summary>Its loopback port.</summary>
    public int Port { get; }

    /// <summary>Its process id.</summary>
    public int Id { get; }

    /// <summary>What it printed, warnings included.</summary>
    public string Output => _process.Output;

    public bool HasExited => _process.HasExited;

    /// <summary>How many sockets it has open. Other files are libraries that it loads as it needs them.</summary>
    public int OpenSockets => Directory.GetFiles($"/proc/{Id}/fd").Count(IsSocket);

    /// <summary>Bytes that the operating system holds for it.</summary>
    public long Resident => long.Parse(ResidentOf().Match(File.ReadAllText($"/proc/{Id}/status")).Groups[1].Value, CultureInfo.InvariantCulture) << 10;

    /// <summary>Starts it, and waits until it listens.</summary>
    /// <param name="arguments">Its configuration.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It did not start; the text holds its output.</exception>
    public static async Task<ServiceProcess> StartAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var process = LeashedProcess.Start("bash", ["-c", "ulimit -n $(ulimit -Hn) && DOTNET_gcServer=1 exec dotnet \"$0\" serve \"$@\"", typeof(ServiceProcess).Assembly.Location, .. arguments]);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_start);
        try
        {
            while (!process.HasExited)
            {
                if (Ready().Match(process.Output) is { Success: true } ready)
                {
                    return new ServiceProcess(process, int.Parse(ready.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(ready.Groups[2].Value, CultureInfo.InvariantCulture));
                }

                await Task.Delay(20, timeout.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Told below.
        }

        var output = process.Output;
        await process.DisposeAsync();
        throw new InvalidOperationException($"The service did not start:\n{output}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static bool IsSocket(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // Closed meanwhile.
            return false;
        }
    }

    [GeneratedRegex(@"listening on (\d+), process (\d+)")]
    private static partial Regex Ready();

    [GeneratedRegex(@"VmRSS:\s+(\d+) kB")]
    private static partial Regex ResidentOf();
}
