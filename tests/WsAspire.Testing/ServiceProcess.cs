
namespace WsAspire.Testing;

/// <summary>A service as a process of its own on a loopback port of its own, as it is deployed.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);
    private readonly LeashedProcess _process;

    private ServiceProcess(LeashedProcess process, Uri address)
    {
        _process = process;
        Address = address;
        Json = new HttpClient { BaseAddress = address };
    }

    /// <summary>Where it listens, for gRPC and HTTP alike.</summary>
    public Uri Address { get; }

    /// <summary>A client of its JSON face.</summary>
    public HttpClient Json { get; }

    /// <summary>What it printed so far.</summary>
    public string Output => _process.Output;

    /// <summary>Starts a service, and waits until its start is over: <c>/startup</c>.</summary>
    /// <param name="name">Name of its assembly; the test project references it.</param>
    /// <param name="settings">Its configuration, by the names of environment variables; null removes one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not answer in a minute; the text holds its output.</exception>
    public static async Task<ServiceProcess> StartAsync(
        string name, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var environment = new Dictionary<string, string?>(settings) { ["ASPNETCORE_URLS"] = address.ToString() };
        var service = new ServiceProcess(Run(name, [], environment), address);
        try
        {
            await service.WaitUntilAliveAsync(name, cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a service's program with arguments, such as <c>migrate</c>.</summary>
    /// <param name="name">Name of its assembly; the test project references it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="settings">Its configuration, by the names of environment variables; null removes one.</param>
    public static LeashedProcess Run(string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> settings)
    {
        var environment = new Dictionary<string, string?> { ["DOTNET_ENVIRONMENT"] = "Production", ["ASPNETCORE_ENVIRONMENT"] = null };
        foreach (var (key, value) in settings)
        {
            environment[key] = value;
        }

        var program = Path.Combine(AppContext.BaseDirectory, $"{name}.dll");
        return LeashedProcess.Start("dotnet", [program, .. arguments], environment, AppContext.BaseDirectory);
    }

    /// <summary>A loopback port that nobody has, and no other test will be given.</summary>
    public static int FreePort() => FreePorts.Take();

    /// <summary>Ends the service.</summary>
    public async ValueTask DisposeAsync()
    {
        Json.Dispose();
        await _process.DisposeAsync();
    }

    private async Task WaitUntilAliveAsync(string name, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_startTimeout);
        while (true)
        {
            try
            {
                using var answer = await Json.GetAsync("/startup", timeout.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                throw new InvalidOperationException($"{name} did not start: {exception.Message}\n{Output}", exception);
            }

            await Task.Delay(50, cancellationToken);
        }
    }
}
