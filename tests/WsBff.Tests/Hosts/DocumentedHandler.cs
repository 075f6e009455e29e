using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace WsBff.Tests.Hosts;

/// <summary>Holds every answer against the OpenAPI document: status, content type, headers, and the shape of the body.</summary>
internal sealed class DocumentedHandler : DelegatingHandler
{
    private readonly JsonNode _document;

    private DocumentedHandler(JsonNode document)
        : base(new SocketsHttpHandler { UseCookies = false }) => _document = document;

    /// <summary>The answers that were held against the document, as "GET /api/orders/{id} 200".</summary>
    public ConcurrentDictionary<string, int> Seen { get; } = [];

    public static async Task<DocumentedHandler> CreateAsync(HttpClient plain)
    {
        var document = await plain.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        return new DocumentedHandler(JsonNode.Parse(document)!);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var method = request.Method.Method;
        var path = request.RequestUri!.AbsolutePath;
        var template = _document["paths"]!.AsObject().Select(entry => entry.Key).FirstOrDefault(key => Matches(key, path))
            ?? throw new InvalidOperationException($"The document has no path for {path}.");
        var operation = _document["paths"]![template]![method.ToLowerInvariant()]
            ?? throw new InvalidOperationException($"The document has no {method} {template}.");
        var name = $"{method} {template} {(int)response.StatusCode}";
        var documented = operation["responses"]![$"{(int)response.StatusCode}"] ?? throw new InvalidOperationException($"The document does not have {name}.");
        foreach (var header in documented["headers"]?.AsObject() ?? [])
        {
            Assert.True(response.Headers.Contains(header.Key), $"{name} lacks the header {header.Key}.");
        }

        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        var schema = documented["content"]?[type]?["schema"] ?? throw new InvalidOperationException($"{name} is not documented as '{type}'.");
        if (type.EndsWith("json", StringComparison.Ordinal))
        {
            SchemaCheck.Check(_document, schema, JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken)), name);
        }

        Seen.AddOrUpdate(name, 1, (_, count) => count + 1);
        return response;
    }

    private static bool Matches(string template, string path)
    {
        var expected = template.Split('/');
        var actual = path.Split('/');
        return expected.Length == actual.Length && expected.Zip(actual).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }
}
