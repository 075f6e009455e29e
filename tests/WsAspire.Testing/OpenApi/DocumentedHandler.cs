using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WsAspire.Testing.OpenApi;

/// <summary>Holds every answer against the OpenAPI document: status, content type, headers, and the shape of the body.</summary>
public sealed class DocumentedHandler : DelegatingHandler
{
    private readonly JsonNode _document;

    private DocumentedHandler(JsonNode document)
        : base(new SocketsHttpHandler { UseCookies = false }) => _document = document;

    /// <summary>The answers that were held against the document, as "GET /api/orders/{id} 200"; an answer that is documented by the default has that instead of a status.</summary>
    public ConcurrentDictionary<string, int> Seen { get; } = [];

    /// <summary>Reads the document of a running service.</summary>
    public static async Task<DocumentedHandler> CreateAsync(HttpClient plain)
    {
        var document = await plain.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        return new DocumentedHandler(JsonNode.Parse(document)!);
    }

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var method = request.Method.Method;
        var path = request.RequestUri!.AbsolutePath;
        var template = _document["paths"]!.AsObject()
                .Where(entry => Matches(entry.Key, path) && entry.Value![method.ToLowerInvariant()] is not null)
                .Select(entry => entry.Key)
                .OrderBy(key => key.Count(letter => letter == '{')).ThenByDescending(key => key.Length).FirstOrDefault()
            ?? throw new InvalidOperationException($"The document has no {method} {path}.");
        var responses = _document["paths"]![template]![method.ToLowerInvariant()]!["responses"]!;
        var status = responses[$"{(int)response.StatusCode}"] is null ? "default" : $"{(int)response.StatusCode}";
        var name = $"{method} {template} {status}";
        var documented = responses[status] ?? throw new InvalidOperationException($"The document does not have {method} {template} {(int)response.StatusCode}.");
        foreach (var header in documented["headers"]?.AsObject() ?? [])
        {
            if (!response.Headers.Contains(header.Key))
            {
                throw new InvalidOperationException($"{name} lacks the header {header.Key}.");
            }
        }

        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        var schema = (documented["content"]?[type] ?? documented["content"]?["*/*"])?["schema"] ?? throw new InvalidOperationException($"{name} is not documented as '{type}'.");
        if (type.EndsWith("json", StringComparison.Ordinal))
        {
            // A stream has a message on each line.
            foreach (var line in (await response.Content.ReadAsStringAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                SchemaCheck.Check(_document, schema, JsonNode.Parse(line), name);
            }
        }

        Seen.AddOrUpdate(name, 1, (_, count) => count + 1);
        return response;
    }

    private static bool Matches(string template, string path) =>
        Regex.IsMatch(path, $"^{Regex.Replace(Regex.Escape(template), @"\\\{[^}]+}", "[^/]+")}$");
}
