using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace WsBff.Tests.Hosts;

/// <summary>Requests that many tests make.</summary>
internal static class BffRequests
{
    /// <summary>A key that no other test has.</summary>
    public static string NewKey() => Guid.NewGuid().ToString("n");

    /// <summary>A good order of a user.</summary>
    public static JsonObject NewOrder(int userId, int quantity = 2) => new()
    {
        ["userId"] = userId,
        ["currency"] = "EUR",
        ["lines"] = new JsonArray(
            new JsonObject { ["sku"] = "tea", ["quantity"] = quantity, ["unitPrice"] = 450 },
            new JsonObject { ["sku"] = "cup", ["quantity"] = 1, ["unitPrice"] = 0 }),
    };

    public static Task<HttpResponseMessage> GetPathAsync(this HttpClient client, string path) =>
        client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public static async Task<HttpResponseMessage> PostOrderAsync(this HttpClient client, JsonNode body, params string[] keys)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders") { Content = JsonContent.Create(body) };
        if (keys.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", keys);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> CancelOrderAsync(this HttpClient client, string id, int? expectedVersion = null)
    {
        var body = expectedVersion is { } version ? JsonContent.Create(new JsonObject { ["expectedVersion"] = version }) : null;
        return client.PostAsync(new Uri($"/api/orders/{id}/cancel", UriKind.Relative), body, TestContext.Current.CancellationToken);
    }

    /// <summary>Places an order.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> PlaceAsync(this HttpClient client, int userId, int quantity = 2)
    {
        using var response = await client.PostOrderAsync(NewOrder(userId, quantity), NewKey());
        return (string)(await response.ReadJsonAsync(HttpStatusCode.Created))["id"]!;
    }
}
