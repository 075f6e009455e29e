using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;
using WsAspire.Testing.OpenApi;

namespace WsAspire.ServiceDefaults.Tests.OpenApi;

/// <summary>The document against the running service: nothing missing, nothing made up.</summary>
public sealed class OpenApiDocumentTests(CatalogFixture catalog) : IClassFixture<CatalogFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SampleService Service => catalog.Service;

    private ServiceDocument Document => catalog.Document;

    [Fact]
    public void Document_ReadByOthers_IsOpenApi31WithoutAFault()
    {
        var read = OpenApiDocument.Parse(Document.Text, OpenApiConstants.Json);

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.Equal(("ws-sample", "/"), (read.Document!.Info.Title, read.Document.Servers![0].Url));
        Assert.DoesNotContain('+', read.Document.Info.Version!);
    }

    [Fact]
    public void Document_EveryTranscodedRoute_IsInItAndNoOther()
    {
        var routes = Service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is not null)
            .SelectMany(route => route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods, (route, method) => $"{method} {Shape(route.RoutePattern.RawText!)}");

        var documented = Document.Operations.Where(operation => operation.Path != "/peer").Select(operation => $"{operation.Method} {Shape(operation.Path)}");

        Assert.Equal(routes.Order(), documented.Order());
    }

    [Fact]
    public async Task Document_EveryOperationCalled_AnswersAsItSays()
    {
        using var handler = await DocumentedHandler.CreateAsync(catalog.Client);
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = Service.Address };
        foreach (var (method, path, operation) in Document.Operations)
        {
            using var request = Document.Request(method, path, operation);
            using var answer = await client.SendAsync(request, Token);
            using var refused = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), request.RequestUri) { Content = new StringContent("[", null, "application/json") }, Token);
        }

        var succeeded = handler.Seen.Keys.Where(name => name.EndsWith(" 200", StringComparison.Ordinal)).Select(name => name[..^4]);
        Assert.Equal(Document.Operations.Select(operation => $"{operation.Method} {operation.Path}").Where(name => name != "POST /v1/fail").Order(), succeeded.Order());
    }

    [Theory]
    [InlineData("""{"reader":"x"}""", "count")]
    [InlineData("""{"reader":"x","count":1}""", "words")]
    [InlineData("""{"count":1,"words":["ab"]}""", "reader")]
    [InlineData("""{"reader":"x","count":1,"words":["ab"],"chapters":[{}]}""", "title")]
    public async Task Field_ThatIsRequired_IsRefusedWithout(string body, string field)
    {
        using var answer = await catalog.Client.PostAsync("/v1/shelves/5/books", new StringContent(body, null, "application/json"), Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["title","type","required"]""", """["AddBookRequest","object",["count","reader","words"]]""")]
    [InlineData("""["properties reader minLength","properties reader maxLength","properties reader pattern"]""", """[1,20,"^[a-z]+$"]""")]
    [InlineData("""["properties count minimum","properties count maximum","properties count description"]""", """[1,10,"How many."]""")]
    [InlineData("""["properties words minItems","properties words items minLength","properties words items maxLength"]""", "[1,2,5]")]
    [InlineData("""["properties limit description","properties limit exclusiveMaximum"]""", """["At most 9.\n\nRange: less than 10.",null]""")]
    [InlineData("""["properties chapters items allOf 0 type","properties chapters items allOf 1 required","properties chapters items allOf 1 properties title minLength"]""", """["object",["title"],1]""")]
    [InlineData("""["properties shelf","required 3"]""", "[null,null]")]
    public void Validator_OfTheRequest_IsInTheSchemaOfTheBody(string paths, string expected)
    {
        var schema = Document.At("paths", "/v1/shelves/{shelf}/books", "post", "requestBody", "content", "application/json", "schema")!;

        Assert.Equal(expected, Values(schema, paths));
    }

    [Theory]
    [InlineData("""["id description","kind description","oldTitle deprecated"]""", """["Identifies it.","What it is.",true]""")]
    [InlineData("""["copies type","copies format","price type","pages minimum"]""", """["string","int64",["null","string"],0]""")]
    [InlineData("""["printedAt format","readingTime type","notes type","extra required","anything type"]""", """["date-time","string","object",["@type"],null]""")]
    [InlineData("""["chapters type","chapters additionalProperties properties title description","cover contentEncoding"]""", """["object","Its name.","base64"]""")]
    [InlineData("""["sequels items description","weight type","isLent type","subtitle type"]""", """["Something to read.","number","boolean","string"]""")]
    [InlineData("""["shelf description","box description"]""", """["On a shelf.\n\nExcludes box (oneof place).","In a box.\n\nExcludes shelf (oneof place)."]""")]
    [InlineData("""["kind enum"]""", """[["UNSPECIFIED","NOVEL"]]""")]
    public void Field_OfEachKind_HasItsSchemaAndComment(string paths, string expected) =>
        Assert.Equal(expected, Values(Document.At("components", "schemas", "ws.tests.catalog.Book", "properties")!, paths));

    [Theory]
    [InlineData("/v1/shelves/{shelf}/books", "post", """["operationId","summary","description","parameters 0 description"]""", """["CatalogService_AddBook","Adds a book","What is there already stays.\n\nReturns INVALID_ARGUMENT if a field is at fault, ALREADY_EXISTS if the book\nis there, or ABORTED if another change came between.","Such as shelves/5. A part of shelf, which is shelves/*."]""")]
    [InlineData("/v1/shelves/{shelf}/books", "post", """["responses 400 description","responses 409 description","responses 413 description"]""", """["INVALID_ARGUMENT if a field is at fault.","ALREADY_EXISTS if the book is there; ABORTED if another change came between.","RESOURCE_EXHAUSTED if the body is too large."]""")]
    [InlineData("/v1/books", "put", """["operationId","parameters 0 name","requestBody content application/json schema description"]""", """["CatalogService_AddBook2","shelf","The book."]""")]
    [InlineData("/v1/books", "get", """["responses 200 content application/json schema type","responses 200 content application/json schema items description","responses default content application/json schema description"]""", """["array","Something to read.","Why a call was refused or failed."]""")]
    [InlineData("/v1/books/{book.id}", "patch", """["parameters 0 name","parameters 1 name","parameters 2"]""", """["book.id","mask",null]""")]
    [InlineData("/v1/books/{book.id}", "delete", """["deprecated","responses 200 content application/json schema type"]""", """[true,"object"]""")]
    [InlineData("/v1/books:watch", "get", """["responses 200 description"]""", """["A message on each line, as they come. An error after the first message is the last line, in the form of an error."]""")]
    [InlineData("/v1/pages/{id}", "get", """["parameters 0 required","parameters 0 description"]""", """[true,"Identifies it. It may have several segments."]""")]
    public void Operation_OfEachForm_IsDescribed(string path, string method, string paths, string expected) =>
        Assert.Equal(expected, Values(Document.At("paths", path, method)!, paths));

    [Fact]
    public void Query_OfNestedFields_NamesEachThatFits()
    {
        var names = Document.At("paths", "/v1/books", "get", "parameters")!.AsArray().Select(parameter => (string?)parameter!["name"]);

        Assert.Equal(["text", "kinds", "since", "chapter.title", "chapter.pages"], names);
    }

    [Fact]
    public void Oneof_WithTwoMembers_AllowsOne()
    {
        var book = Document.At("components", "schemas", "ws.tests.catalog.Book")!;

        SchemaCheck.Check(Document.Json, book, JsonNode.Parse("""{"box":1}"""), "book");
        Assert.Throws<InvalidOperationException>(() => SchemaCheck.Check(Document.Json, book, JsonNode.Parse("""{"box":1,"shelf":"s"}"""), "book"));
    }

    [Fact]
    public void Service_WithAMethodThatHasNoRoute_SaysSo()
    {
        var tag = Document.Json["tags"]!.AsArray().Single(tag => (string?)tag!["name"] == "CatalogService");

        Assert.Equal("Keeps books on shelves.\n\nThe gRPC service `ws.tests.catalog.CatalogService`.\n\nOver gRPC only, as the client streams: `AddBooks`.", (string?)tag!["description"]);
    }

    [Fact]
    public async Task Section_ThatIsOff_ServesNeitherDocumentNorPage()
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--OpenApi:Enabled", "false"], null);
        using var client = service.CreateHttpClient();

        using var document = await client.GetAsync("/openapi/v1.json", Token);
        using var page = await client.GetAsync("/scalar", Token);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (document.StatusCode, page.StatusCode));
    }

    [Fact]
    public async Task Service_WithoutAnyRoute_HasAnEmptyDocument()
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.AddServiceDefaults();
        await using var app = builder.Build();
        app.MapServiceDefaults();
        await app.StartAsync(Token);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        var document = await ServiceDocument.ReadAsync(client, Token);

        Assert.Empty(document.Operations);
        Assert.Empty(OpenApiDocument.Parse(document.Text, OpenApiConstants.Json).Diagnostic!.Errors);
    }

    [Fact]
    public async Task Page_OfTheService_NamesNoOtherHost()
    {
        var html = await catalog.Client.GetStringAsync("/scalar/", Token);

        Assert.DoesNotMatch("https?://|src=\"//", html);
        Assert.Contains("openapi/v1.json", html, StringComparison.Ordinal);
    }

    // Parameters have other names in a route than in the document.
    private static string Shape(string path) => Regex.Replace("/" + path.Trim('/'), "{[^}]*}", "{}");

    private static string Values(JsonNode node, string paths) => new JsonArray([.. JsonNode.Parse(paths)!.AsArray().Select(path => Value(node, (string)path!))]).ToJsonString(
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static JsonNode? Value(JsonNode node, string path)
    {
        JsonNode? value = node;
        foreach (var step in path.Split(' '))
        {
            value = value switch
            {
                JsonArray array => int.Parse(step, null) is var index && index < array.Count ? array[index] : null,
                JsonObject reference when reference["$ref"] is JsonValue target && reference[step] is null => SchemaCheck.Resolve(node.Root, (string)target!)[step],
                _ => value?[step],
            };
        }

        return value?.DeepClone();
    }
}
