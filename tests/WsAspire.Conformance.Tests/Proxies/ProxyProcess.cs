using WsAspire.Testing;

namespace WsAspire.Conformance.Tests.Proxies;

/// <summary>A proxy as a process.</summary>
public sealed class ProxyProcess : IAsyncDisposable
{
    private readonly ProxySetup _setup;
    private readonly string _folder;
    private readonly LeashedProcess _process;

    private ProxyProcess(ProxySetup setup, string folder, LeashedProcess process)
    {
        _setup = setup;
        _folder = folder;
        _process = process;
    }

    /// <summary>What it printed so far.</summary>
    public string Output => _process.Output;

    /// <summary>Starts one, and waits until its doors answer. The test is skipped where this machine has no such proxy.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="setup">What it is told.</param>
    public static async Task<ProxyProcess> StartAsync(ProxyKind kind, ProxySetup setup)
    {
        var folder = TestFolder.Create("proxy");
        try
        {
            var process = kind switch
            {
                ProxyKind.Envoy => EnvoyCommand.Start(setup, folder),
                ProxyKind.Gateway => GatewayCommand.Start(setup, folder),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            };
            var proxy = new ProxyProcess(setup, folder, process);
            await proxy.WaitUntilItAnswersAsync();
            return proxy;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Memory of it that is in RAM now, in bytes.</summary>
    public long ReadResidentBytes() => _process.ReadResidentBytes();

    /// <summary>Where a service is reached.</summary>
    public Uri Door(string service) => new($"http://127.0.0.1:{_setup.Doors.Single(door => door.Service == service).Port}");

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task WaitUntilItAnswersAsync()
    {
        using var http = new HttpClient();
        foreach (var door in _setup.Doors)
        {
            await Until.TrueAsync(
                async () =>
                {
                    Assert.False(_process.HasExited, $"The proxy has ended:\n{Output}");
                    try
                    {
                        using var answer = await http.GetAsync(new Uri(Door(door.Service), "visit"), TestContext.Current.CancellationToken);
                        return answer.IsSuccessStatusCode;
                    }
                    catch (HttpRequestException)
                    {
                        return false;
                    }
                },
                () => Output);
        }
    }
}
