using System.Globalization;
using WsAspire.Testing;

namespace WsGateway.Tests.Hosts;

/// <summary>An instance of a service as a process of its own.</summary>
internal sealed class BackEnd : IAsyncDisposable
{
    private readonly LeashedProcess _process;
    private readonly HttpClient _client;
    private int _pid;

    private BackEnd(string name, int port, LeashedProcess process)
    {
        Name = name;
        Port = port;
        _process = process;
        _client = new HttpClient { BaseAddress = Address, DefaultRequestVersion = new Version(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    /// <summary>What it answers.</summary>
    public string Name { get; }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts one, and waits until it answers.</summary>
    public static async Task<BackEnd> StartAsync(string name, int? port = null)
    {
        var chosen = port ?? ServiceProcess.FreePort();
        var backEnd = new BackEnd(name, chosen, ServiceProcess.Run("BackEndProgram", [chosen.ToString(CultureInfo.InvariantCulture), name], new Dictionary<string, string?>()));
        await Wait.UntilUpAsync(backEnd.IsUpAsync);
        return backEnd;
    }

    /// <summary>How often it changed something.</summary>
    public async Task<int> ChangesAsync() => int.Parse(await _client.GetStringAsync("/changes", TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);

    /// <summary>Ends it as a crash does.</summary>
    public Task KillAsync() => SignalAsync("KILL");

    /// <summary>Lets it hang: its port takes connections, and nothing answers.</summary>
    public Task StopAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task GoOnAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", _pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            _pid = int.Parse(await _client.GetStringAsync("/pid", TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
            return true;
        }
        catch (HttpRequestException) when (!_process.HasExited)
        {
            return false;
        }
    }
}
