using System.Diagnostics;
using Grpc.Net.Client;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Shutdown;

/// <summary>A service of the frame in a process of its own, on a port that it keeps over restarts.</summary>
public sealed class ProgramProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly string[] _arguments;
    private readonly string[] _around;
    private LeashedProcess _process;

    private ProgramProcess(string[] arguments, int port, params string[] around)
    {
        Port = port;
        _around = around;
        _arguments = ["--urls", $"http://127.0.0.1:{port}", .. arguments];
        _process = Launch();
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public string Output => _process.Output;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the program and waits until it is ready.</summary>
    public static async Task<ProgramProcess> StartAsync(params string[] arguments)
    {
        var program = new ProgramProcess(arguments, ServiceProcess.FreePort());
        await program.WaitUntilReadyAsync();
        return program;
    }

    /// <summary>Starts the program by another, which makes its surroundings and becomes it, and waits until it is ready.</summary>
    public static async Task<ProgramProcess> StartInAsync(string[] around, params string[] arguments)
    {
        var program = new ProgramProcess(arguments, ServiceProcess.FreePort(), around);
        await program.WaitUntilReadyAsync();
        return program;
    }

    public GrpcChannel CreateChannel() => GrpcChannel.ForAddress(Address);

    public HttpClient CreateHttpClient() => new() { BaseAddress = Address, Timeout = s_patience };

    /// <summary>Sends SIGTERM to the program.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{ProcessId()}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM; a second one ends the delay when nobody comes any more; then a new process on the same port, ready.</summary>
    public async Task RestartAsync(Func<Task> untilNobodyComes)
    {
        Terminate();
        await untilNobodyComes();

        // The first has been handled, or it would still be ready; a second within 300 ms of that would be taken as the same.
        await Task.Delay(TimeSpan.FromMilliseconds(400), TestContext.Current.CancellationToken);
        Terminate();
        Assert.True(await WaitForExitAsync() == 0, Output);
        await _process.DisposeAsync();
        _process = Launch();
        await WaitUntilReadyAsync();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // artifacts/bin/WsAspire.ServiceDefaults.Tests/debug -> artifacts/bin/SampleProgram/debug
    private LeashedProcess Launch()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var folder = Path.Combine(here.Parent!.Parent!.FullName, "SampleProgram", here.Name);
        string[] command = [.. _around, Path.Combine(folder, "SampleProgram"), .. _arguments];
        return LeashedProcess.Start(command[0], command[1..], new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = null }, folder);
    }

    /// <summary>The number of the program's process.</summary>
    /// <remarks>The leash does not tell it; the port in the arguments is this program's alone.</remarks>
    public int ProcessId()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
                if (Path.GetFileName(line[0]) == "SampleProgram" && line.Contains($"http://127.0.0.1:{Port}"))
                {
                    return int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture);
                }
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        throw new InvalidOperationException($"The program does not run:\n{Output}");
    }

    private async Task WaitUntilReadyAsync()
    {
        using var http = CreateHttpClient();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(s_patience);
        while (true)
        {
            try
            {
                if ((await http.GetAsync("/ready", end.Token)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!HasExited)
            {
                // It does not listen yet.
            }

            await Task.Delay(50, end.Token);
        }
    }
}
