using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using WsAspire.Testing;

namespace WsAspire.IntegrationTests;

/// <summary>A real <c>./run</c>, beside whatever else runs on this machine: other ports, another data folder.</summary>
/// <remarks>All that it starts carries a mark in its environment, so that nothing that is left behind can hide.</remarks>
internal sealed class RunCommand : IAsyncDisposable
{
    /// <summary>The same system without our script.</summary>
    public const string DotnetRun = "dotnet run --project WsAspire.AppHost --no-build --";

    private const string RunScript = "./run --no-build";
    private const string MarkName = "WS_TEST_MARK";
    private static readonly TimeSpan s_readyTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(40);
    private readonly LeashedProcess _process;
    private readonly byte[] _mark;

    private RunCommand(LeashedProcess process, string mark, int bffPort, int orderPort)
    {
        _process = process;
        _mark = Encoding.ASCII.GetBytes($"{MarkName}={mark}");
        BffPort = bffPort;
        OrderPort = orderPort;
    }

    public int BffPort { get; }

    public int OrderPort { get; }

    public string Output => _process.Output;

    public int ExitCode => _process.ExitCode;

    /// <summary>Process id of the command, and of the AppHost: <c>./run</c> becomes it.</summary>
    private int ProcessId => int.Parse(_process.Output.Split('\n')[0]["pid=".Length..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Starts <c>./run --no-build</c>, or another command, with ports of its own.</summary>
    /// <param name="arguments">More arguments.</param>
    /// <param name="bffPort">Port of ws-bff; null means a free one.</param>
    /// <param name="orderPort">Port of ws-order; null means a free one.</param>
    /// <param name="command">The command.</param>
    /// <param name="folder">Where it is run; null means the repository root.</param>
    /// <param name="morePorts">Ports of other services, each as <c>,name=port</c>.</param>
    /// <param name="environment">Variables of its environment, each as <c>NAME=value</c>.</param>
    public static RunCommand Start(
        string arguments, int? bffPort = null, int? orderPort = null, string command = RunScript, string? folder = null, string morePorts = "", params string[] environment)
    {
        var (bff, order) = (bffPort ?? ServiceProcess.FreePort(), orderPort ?? ServiceProcess.FreePort());
        var mark = Guid.NewGuid().ToString("n");
        var process = LeashedProcess.Start(
            "bash",
            ["-c", $"export {string.Join(' ', environment.Prepend($"{MarkName}={mark}"))}; echo pid=$$; exec {command} --containers false --ports ws-bff={bff},ws-order={order}{morePorts} {arguments}"],
            workingDirectory: folder ?? RepositoryRoot.Path);
        return new RunCommand(process, mark, bff, order);
    }

    /// <summary>Waits until the whole chain answers, from the BFF to the database.</summary>
    public Task WaitUntilReadyAsync() => WaitUntilReadyAsync($"http://localhost:{BffPort}/api/users", s_readyTimeout);

    /// <summary>Waits until an address answers with success.</summary>
    public async Task WaitUntilReadyAsync(string address, TimeSpan bound)
    {
        using var client = new HttpClient();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            Assert.False(_process.HasExited, $"./run ended with {(_process.HasExited ? _process.ExitCode : 0)}:\n{Output}");
            Assert.True(waited.Elapsed < bound, $"./run was not ready within {bound.TotalSeconds:0} s:\n{Output}");
            try
            {
                using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or SocketException)
            {
                // Not listening yet, or closed at once.
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ctrl+C, which a terminal gives to the whole group in the foreground, and the wait for its end.</summary>
    public async Task InterruptAsync()
    {
        await CommandLine.RunAsync($"kill -INT -- -{ProcessId}");
        await WaitForExitAsync();
    }

    /// <summary>kill -9 of the AppHost.</summary>
    public async Task KillAsync()
    {
        await CommandLine.RunAsync($"kill -KILL {ProcessId}");
        await WaitForExitAsync();
    }

    /// <summary>Waits for the end of <c>./run</c>.</summary>
    public async Task WaitForExitAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(s_stopTimeout);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"./run did not end within {s_stopTimeout.TotalSeconds:0} s:\n{Output}");
        }
    }

    /// <summary>kill -9 of the processes of this run that have a variable in their environment.</summary>
    /// <param name="variable">Name and value, as <c>NAME=value</c>.</param>
    public async Task KillWithAsync(string variable)
    {
        var processes = Living(Encoding.UTF8.GetBytes($"\0{variable}\0")).Select(process => process.Split(' ')[0]).ToArray();
        Assert.NotEmpty(processes);
        await CommandLine.RunAsync($"kill -KILL {string.Join(' ', processes)}");
    }

    /// <summary>Command lines of all living processes that this run started, itself included.</summary>
    public IReadOnlyList<string> LivingProcesses() => Living([]);

    private List<string> Living(byte[] with)
    {
        var living = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var environment = File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan();
                if (environment.IndexOf(_mark) >= 0 && environment.IndexOf(with) >= 0)
                {
                    living.Add($"{Path.GetFileName(folder)} {File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ')}");
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is another user's.
            }
        }

        return living;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
