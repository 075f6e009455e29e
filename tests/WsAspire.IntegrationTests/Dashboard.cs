using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WsAspire.Testing;

namespace WsAspire.IntegrationTests;

/// <summary>The dashboard of a run, entered by the address that the run prints.</summary>
internal sealed partial class Dashboard : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(60);
    private readonly HttpClient _client;

    private Dashboard(HttpClient client) => _client = client;

    /// <summary>Logs in.</summary>
    public static async Task<Dashboard> EnterAsync(RunCommand run, CancellationToken cancellationToken)
    {
        var login = Login().Match(run.Output);
        Assert.True(login.Success, $"./run printed no address of the dashboard:\n{run.Output}");
        var client = new HttpClient { BaseAddress = new Uri(new Uri(login.Groups[1].Value), "/") };
        using var entered = await client.GetAsync(login.Groups[1].Value, cancellationToken);
        entered.EnsureSuccessStatusCode();
        return new Dashboard(client);
    }

    /// <summary>Waits until the spans of a trace are as wanted; a minute at most.</summary>
    public async Task<IReadOnlyList<CollectedSpan>> WaitForSpansAsync(string traceId, Func<IReadOnlyList<CollectedSpan>, bool> isSo, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_bound);
        while (true)
        {
            using var answer = await _client.GetAsync($"api/traces/{traceId}", cancellationToken);
            IReadOnlyList<CollectedSpan> spans = answer.IsSuccessStatusCode
                ? [.. (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["spans"]!.AsArray().Select(span => Read(traceId, span!))]
                : [];
            if (isSo(spans))
            {
                return spans;
            }

            Assert.False(timeout.IsCancellationRequested, $"The dashboard has of {traceId} only:\n{string.Join('\n', spans)}");
            await Task.Delay(100, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();

    private static CollectedSpan Read(string traceId, JsonNode span) => new(
        (string)span["resource"]!,
        traceId,
        (string)span["id"]!,
        (string)span["parent"]!,
        (string)span["name"]!,
        ((string)span["kind"]!).ToLowerInvariant() switch { "server" => 2, "client" => 3, _ => 1 },
        span["attributes"]!.AsArray().GroupBy(attribute => (string)attribute!["key"]!).ToDictionary(group => group.Key, group => (string?)group.Last()!["value"] ?? ""),
        (bool)span["isError"]!,
        [.. span["events"]!.AsArray().Select(one => (string)one!["name"]!)]);

    [GeneratedRegex(@"Login to the dashboard at (\S+)")]
    private static partial Regex Login();
}
