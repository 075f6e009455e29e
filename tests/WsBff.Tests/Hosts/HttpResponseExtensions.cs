using System.Net;
using System.Text.Json.Nodes;

namespace WsBff.Tests.Hosts;

/// <summary>Reads answers.</summary>
internal static class HttpResponseExtensions
{
    /// <summary>Reads the JSON of an answer that must have this status.</summary>
    public static async Task<JsonNode> ReadJsonAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)expected}: {body}");
        return JsonNode.Parse(body)!;
    }

    /// <summary>Reads a problem that must have this status, and holds it against RFC 9457 and our own rules.</summary>
    public static async Task<JsonNode> ReadProblemAsync(this HttpResponseMessage response, int expected)
    {
        var problem = await response.ReadJsonAsync((HttpStatusCode)expected);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, (int?)problem["status"]);
        Assert.NotEmpty((string?)problem["title"] ?? "");
        Assert.NotEmpty((string?)problem["traceId"] ?? "");
        Assert.DoesNotMatch(@"127\.0\.0\.1|Exception|System\.|WsBff\.|Ws\.Order|   at ", problem.ToJsonString());
        return problem;
    }

    /// <summary>The messages of one field.</summary>
    public static string ErrorOf(this JsonNode problem, string field) => problem["errors"]?[field]?.ToJsonString()
        ?? throw new InvalidOperationException($"No error for {field} in {problem.ToJsonString()}.");
}
