using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Running;

/// <summary>What callers ask the system for.</summary>
internal static class Requests
{
    /// <summary>A greeting over both services; null where it came.</summary>
    public static async Task<string?> GreetAsync(this Cluster cluster)
    {
        using var answer = await cluster.Bff.GetAsync(new Uri("/", UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();
        return body == "it ok!Hello gRPC." ? null : $"{(int)answer.StatusCode} {body}";
    }

    /// <summary>Who served a request to the BFF.</summary>
    /// <param name="cluster">The system.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="headers">Headers of the request.</param>
    public static async Task<string> ServedAsync(this Cluster cluster, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await cluster.Bff.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.Headers.TryGetValues("branch-served", out var served) ? string.Join(", ", served) : $"{(int)answer.StatusCode}";
    }

    /// <summary>Places an order.</summary>
    /// <returns>Its number; null where it was not acknowledged.</returns>
    public static async Task<string?> PlaceAsync(this Cluster cluster, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders")
        {
            Content = JsonContent.Create(new { userId = 1, currency = "EUR", lines = new[] { new { sku = key, quantity = 1, unitPrice = 350 } } }),
        };
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var answer = await cluster.Bff.SendAsync(request);
            return answer.IsSuccessStatusCode ? (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"] : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>The article of an order; null where there is no such order.</summary>
    public static async Task<string?> FindAsync(this Cluster cluster, string id)
    {
        using var answer = await cluster.Bff.GetAsync(new Uri($"/api/orders/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode ? (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["lines"]![0]!["sku"] : null;
    }
}
