using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf.Reflection;
using Hello;
using Microsoft.OpenApi;
using Ws.Order.V1;
using WsAspire.Testing.OpenApi;

namespace WsOrder.Tests.Host;

/// <summary>The document of the running ws-order against its contract and its answers.</summary>
public sealed class OpenApiDocumentTests(MigratedHost migrated) : IClassFixture<MigratedHost>
{
    private const string Unknown = "019ab5f2-8e70-7c1d-9f5b-2d3c4e5f6a7b";
    private const string NewOrder = """{"idempotencyKey":"document","userId":1,"currency":"EUR","lines":[{"sku":"tea","quantity":2,"unitPrice":"350"}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_ReadByOthers_IsOpenApi31WithoutAFault()
    {
        var document = await ServiceDocument.ReadAsync(migrated.Host.Json, Token);

        var read = OpenApiDocument.Parse(document.Text, OpenApiConstants.Json);

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal("ws-order", read.Document!.Info.Title);
    }

    [Fact]
    public async Task Document_EveryRouteOfTheContract_IsInItWithItsComment()
    {
        var document = await ServiceDocument.ReadAsync(migrated.Host.Json, Token);
        ServiceDescriptor[] services = [HelloHTTP.Descriptor, OrderService.Descriptor, UserService.Descriptor];
        var routes = services.SelectMany(service => service.Methods).Select(method => method.GetOptions().GetExtension(AnnotationsExtensions.Http))
            .Select(rule => rule.Get.Length > 0 ? $"GET {rule.Get}" : $"POST {rule.Post}");

        Assert.Equal(routes.Order(), document.Operations.Select(operation => $"{operation.Method} {operation.Path}").Order());
        Assert.All(document.Operations, operation => Assert.NotEmpty((string)operation.Operation["summary"]!));
    }

    [Fact]
    public async Task Document_EveryOperation_AnswersAsItSays()
    {
        using var handler = await DocumentedHandler.CreateAsync(migrated.Host.Json);
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = migrated.Host.Json.BaseAddress };

        var created = await SendAsync(client, Faces.Post("/v1/orders", NewOrder));
        var id = (string)created["order"]!["id"]!;
        await SendAsync(client, Faces.Post("/v1/orders", NewOrder.Replace("tea", "milk", StringComparison.Ordinal)));
        await SendAsync(client, Faces.Post("/v1/orders", "{}"));
        await SendAsync(client, Faces.Get("/v1/orders"));
        await SendAsync(client, Faces.Get("/v1/orders?pageSize=-1"));
        await SendAsync(client, Faces.Get($"/v1/orders/{id}"));
        await SendAsync(client, Faces.Get($"/v1/orders/{Unknown}"));
        await SendAsync(client, Faces.Post($"/v1/orders/{id}:cancel", """{"expectedVersion":7}"""));
        await SendAsync(client, Faces.Post($"/v1/orders/{id}:cancel", ""));
        await SendAsync(client, Faces.Get("/v1/users"));
        await SendAsync(client, Faces.Get("/v1/users/1"));
        await SendAsync(client, Faces.Get("/v1/users/999999"));
        await SendAsync(client, Faces.Post("/example/echo", """{"name":"a"}"""));
        await SendAsync(client, Faces.Post("/example/echo", "["));

        Assert.Equal(
            [
                "GET /v1/orders 200", "GET /v1/orders 400", "GET /v1/orders/{id} 200", "GET /v1/orders/{id} 404", "GET /v1/users 200", "GET /v1/users/{id} 200", "GET /v1/users/{id} 404",
                "POST /example/echo 200", "POST /example/echo 400", "POST /v1/orders 200", "POST /v1/orders 400", "POST /v1/orders/{id}:cancel 200", "POST /v1/orders/{id}:cancel 409",
            ],
            handler.Seen.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rules_OfAnOrder_AreInTheSchema()
    {
        var document = await ServiceDocument.ReadAsync(migrated.Host.Json, Token);

        var order = document.At("paths", "/v1/orders", "post", "requestBody", "content", "application/json", "schema")!;
        var line = order["properties"]!["lines"]!["items"]!["allOf"]![1]!;

        Assert.Equal("""["currency","idempotencyKey","lines","userId"]""", order["required"]!.ToJsonString());
        Assert.Equal((1, 100), ((int)order["properties"]!["lines"]!["minItems"]!, (int)order["properties"]!["lines"]!["maxItems"]!));
        Assert.Equal("""["quantity","sku"]""", line["required"]!.ToJsonString());
        Assert.Equal((1, 10_000), ((int)line["properties"]!["quantity"]!["minimum"]!, (int)line["properties"]!["quantity"]!["maximum"]!));
        Assert.StartsWith("^[0-9a-fA-F]{8}", (string?)document.At("paths", "/v1/orders/{id}", "get", "parameters", "0", "schema", "pattern"), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await client.SendAsync(request, Token);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        }
    }
}
