using Grpc.Core;
using Grpc.Net.Client;
using Hello;
using WsAspire.Testing;

namespace WsBff.Tests.Hosts;

/// <summary>The real ws-order: its built program, on a port that it keeps over restarts.</summary>
public sealed class OrderProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, string?> _environment;
    private readonly int _port;
    private LeashedProcess _process;

    private OrderProcess(Dictionary<string, string?> environment, int port)
    {
        _environment = environment;
        _port = port;
        _process = Launch();
    }

    /// <summary>Where it listens.</summary>
    public string Address => $"http://127.0.0.1:{_port}";

    /// <summary>What it printed.</summary>
    public string Output => _process.Output;

    /// <summary>Migrates the database, starts the service, and waits until its start is over.</summary>
    /// <param name="connectionString">Its database.</param>
    /// <param name="settings">More configuration, by the names of environment variables.</param>
    public static async Task<OrderProcess> StartAsync(string connectionString, IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = ServiceProcess.FreePort();
        var environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__orders"] = connectionString,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Shutdown__Delay"] = "00:00:00",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            environment[key] = value;
        }

        await using (var migration = LeashedProcess.Start(Program, ["migrate"], environment, Path.GetDirectoryName(Program)))
        {
            await migration.WaitForExitAsync(CancellationToken.None);
            Assert.True(migration.ExitCode == 0, migration.Output);
        }

        var order = new OrderProcess(environment, port);
        await order.WaitUntilStartedAsync();
        return order;
    }

    /// <summary>Ends the process; its port refuses connections.</summary>
    public ValueTask StopAsync() => _process.DisposeAsync();

    /// <summary>Starts it again on the same port, and waits until its start is over.</summary>
    public Task RestartAsync()
    {
        _process = Launch();
        return WaitUntilStartedAsync();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // artifacts/bin/WsBff.Tests/debug -> artifacts/bin/WsOrder/debug
    private static string Program
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(here.Parent!.Parent!.FullName, "WsOrder", here.Name, "WsOrder");
        }
    }

    private LeashedProcess Launch() => LeashedProcess.Start(Program, [], _environment, Path.GetDirectoryName(Program));

    private async Task WaitUntilStartedAsync()
    {
        using var channel = GrpcChannel.ForAddress(Address, new GrpcChannelOptions
        {
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(50),
            MaxReconnectBackoff = TimeSpan.FromMilliseconds(200),
        });
        var options = new CallOptions(deadline: TimeProvider.System.GetUtcNow().Add(s_startTimeout).UtcDateTime).WithWaitForReady();
        using var json = new HttpClient { BaseAddress = new Uri(Address) };
        using var timeout = new CancellationTokenSource(s_startTimeout);
        try
        {
            await new HelloHTTP.HelloHTTPClient(channel).SayHelloAsync(new HelloHTTPRequest(), options);

            // It answers before it is warm, and its first query would take long.
            while (!await IsStartedAsync(json, timeout.Token))
            {
                await Task.Delay(50, timeout.Token);
            }
        }
        catch (Exception exception) when (exception is RpcException or HttpRequestException or OperationCanceledException)
        {
            throw new InvalidOperationException($"ws-order did not start:\n{Output}", exception);
        }
    }

    private static async Task<bool> IsStartedAsync(HttpClient json, CancellationToken cancellationToken)
    {
        using var answer = await json.GetAsync("/startup", cancellationToken);
        return answer.IsSuccessStatusCode;
    }
}
