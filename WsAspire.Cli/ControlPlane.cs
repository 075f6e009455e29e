using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WsAspire.Branching.Local;

namespace WsAspire.Cli;

/// <summary>Asks ws-branches of a running system.</summary>
/// <param name="system">The system.</param>
internal sealed class ControlPlane(RunningSystem system)
{
    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Who is there.</summary>
    /// <exception cref="CommandFailedException">It does not answer.</exception>
    public Task<Overview> ReadAsync(CancellationToken cancellationToken) => GetAsync("/v1/branches", LocalJson.Default.Overview, cancellationToken);

    /// <summary>Where a request would go.</summary>
    /// <exception cref="CommandFailedException">It does not answer.</exception>
    public Task<ExplainedService> ExplainAsync(string service, string branch, CancellationToken cancellationToken) =>
        GetAsync($"/v1/explain?service={service}&branch={branch}", CliJson.Default.ExplainedService, cancellationToken);

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await s_client.GetFromJsonAsync(new Uri(system.Branches + path), type, cancellationToken) ?? throw new JsonException("it is empty");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CommandFailedException($"ws-branches at {system.Branches} does not answer as it should: {exception.Message}");
        }
    }
}
