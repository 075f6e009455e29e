using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using WsAspire.Testing;

namespace WsAspire.Conformance.Tests.Fleet;

/// <summary>The control plane as a process that may die and come back.</summary>
public sealed class ControlPlaneProcess : IAsyncDisposable
{
    /// <summary>What it wants to see.</summary>
    public const string Token = "a-token-of-the-tests";

    private readonly HttpClient _http;
    private LeashedProcess _process;

    private ControlPlaneProcess()
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        _process = Launch();
    }

    /// <summary>Where it is, or will be.</summary>
    public int Port { get; } = ServiceProcess.FreePort();

    /// <summary>What it printed since it was started last.</summary>
    public string Output => _process.Output;

    /// <summary>Starts it, and waits until it serves.</summary>
    public static async Task<ControlPlaneProcess> StartAsync()
    {
        var plane = new ControlPlaneProcess();
        await plane.WaitUntilItServesAsync();
        return plane;
    }

    /// <summary>Waits until its one proxy has taken as many clusters with their endpoints.</summary>
    public Task UntilTakenAsync(int clusters, Func<string> log) => Until.TrueAsync(
        async () => JsonNode.Parse(await ReadAsync("/v1/proxies"))!.AsArray() is [{ } proxy]
            && (int)proxy["endpoints"]!["held"]! == clusters && (int)proxy["endpoints"]!["sent"]! == (int)proxy["endpoints"]!["acks"]!,
        () => $"{Output}\n{log()}");

    /// <summary>Reads of its JSON API.</summary>
    public Task<string> ReadAsync(string path) => _http.GetStringAsync(path, TestContext.Current.CancellationToken);

    /// <summary>Lets a port of the loopback stand for a branch.</summary>
    public Task PinAsync(string service, string branch, int port) => SendAsync(HttpMethod.Put, service, branch, JsonContent.Create(new { addresses = new[] { $"127.0.0.1:{port}" } }));

    /// <summary>Ends that.</summary>
    public Task UnpinAsync(string service, string branch) => SendAsync(HttpMethod.Delete, service, branch, null);

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _process.KillAsync("KILL", TestContext.Current.CancellationToken);

    /// <summary>Starts it again after it was killed.</summary>
    public async Task RestartAsync()
    {
        await _process.DisposeAsync();
        _process = Launch();
        await WaitUntilItServesAsync();
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _process.DisposeAsync();
    }

    private async Task SendAsync(HttpMethod method, string service, string branch, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, $"/v1/pins/{service}/{branch}") { Content = content, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) } };
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private LeashedProcess Launch() => ServiceProcess.Run("WsBranches", [], new Dictionary<string, string?>
    {
        ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"),
        ["Branching__Token"] = Token,
        ["Shutdown__Delay"] = "00:00:00",
    });

    private Task WaitUntilItServesAsync() => Until.TrueAsync(
        async () =>
        {
            try
            {
                using var answer = await _http.GetAsync("/ready", TestContext.Current.CancellationToken);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                return false;
            }
        },
        () => Output);
}
