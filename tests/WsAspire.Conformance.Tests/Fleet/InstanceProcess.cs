using WsAspire.Testing;

namespace WsAspire.Conformance.Tests.Fleet;

/// <summary>An instance as a process that may die or hang.</summary>
public sealed class InstanceProcess : IAsyncDisposable
{
    private readonly LeashedProcess _process;

    private InstanceProcess(LeashedProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>What it printed so far.</summary>
    public string Output => _process.Output;

    /// <summary>Starts one of ws-order, and waits until it is ready.</summary>
    /// <param name="branch">Its branch.</param>
    /// <param name="controlPlane">Port of the control plane.</param>
    /// <param name="settings">More arguments.</param>
    public static async Task<InstanceProcess> StartAsync(string branch, int controlPlane, params string[] settings)
    {
        var port = ServiceProcess.FreePort();
        var process = ServiceProcess.Run("RouteProgram", [.. InstanceArguments.Of(RouteNames.Order, branch, port, controlPlane, next: null), .. settings], new Dictionary<string, string?>());
        var instance = new InstanceProcess(process, port);
        await instance.WaitUntilReadyAsync();
        return instance;
    }

    /// <summary>Sends a signal, such as <c>KILL</c>, <c>STOP</c> or <c>CONT</c>.</summary>
    public Task KillAsync(string signal) => _process.KillAsync(signal, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync("/ready", TestContext.Current.CancellationToken);
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException) when (!_process.HasExited)
                {
                    return false;
                }
            },
            () => Output);
    }
}
