using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Hello;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ws.Order.V1;
using WsBff.Tests.Hosts;

namespace WsBff.Tests.OpenApi;

/// <summary>The document against the running service: nothing missing, nothing made up.</summary>
public sealed class OpenApiDocumentTests(FakeBff fake) : IClassFixture<FakeBff>
{
    private static readonly Order s_order = new() { Id = "x", UserId = 1, Currency = "EUR", State = OrderState.Placed, CreatedAt = new Timestamp() };

    [Fact]
    public async Task Document_EveryStatusThatItSays_ReallyComes()
    {
        var promised = new List<string>();
        foreach (var (method, path, operation) in await OperationsAsync())
        {
            foreach (var (status, _) in operation["responses"]!.AsObject())
            {
                promised.Add($"{method} {path} {status}");
                using var response = await ProvokeAsync(method, path, int.Parse(status, null));
                Assert.True((int)response.StatusCode == int.Parse(status, null), $"{method} {path} is {(int)response.StatusCode} instead of {status}.");
            }
        }

        Assert.NotEmpty(promised);
        Assert.Empty(promised.Except(fake.Bff.Documented.Seen.Keys));
    }

    [Fact]
    public async Task Document_EveryRouteOfTheApi_IsInIt()
    {
        var routes = fake.Bff.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText is "/" || route.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal))
            .SelectMany(
                route => route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods,
                (route, method) => $"{method} /{route.RoutePattern.RawText!.Trim('/')}");

        Assert.Equal(routes.Order(), (await OperationsAsync()).Select(operation => $"{operation.Method} {operation.Path}").Order());
    }

    [Fact]
    public async Task Document_EveryOperation_HasNameSummaryTagAndTheCommonProblems()
    {
        foreach (var (method, path, operation) in await OperationsAsync())
        {
            Assert.NotEmpty((string?)operation["operationId"] ?? "");
            Assert.NotEmpty((string?)operation["summary"] ?? "");
            Assert.Single(operation["tags"]!.AsArray());
            string[] common = method == "POST" ? ["400", "404", "413", "415", "429", "502", "503", "504"] : ["429", "502", "503", "504"];
            Assert.Subset(operation["responses"]!.AsObject().Select(entry => entry.Key).ToHashSet(), common.ToHashSet());
            Assert.All(
                operation["responses"]!.AsObject().Where(entry => entry.Key[0] is '4' or '5'),
                entry => Assert.NotNull(entry.Value!["content"]!["application/problem+json"]));
        }
    }

    [Fact]
    public async Task Document_CreateOrder_RequiresTheHeaderAndItsFields()
    {
        var document = await DocumentAsync();

        var header = document["paths"]!["/api/orders"]!["post"]!["parameters"]!.AsArray().Single()!;
        Assert.Equal(("Idempotency-Key", "header", true), ((string)header["name"]!, (string)header["in"]!, (bool)header["required"]!));
        var schemas = document["components"]!["schemas"]!;
        Assert.Equal(["currency", "lines", "userId"], Required(schemas["NewOrder"]!));
        Assert.Equal(["quantity", "sku", "unitPrice"], Required(schemas["NewOrderLine"]!));
        Assert.Equal("integer", (string?)schemas["NewOrderLine"]!["properties"]!["unitPrice"]!["type"]);
        Assert.Equal(
            ["detail", "errors", "instance", "reason", "status", "title", "traceId", "type"],
            schemas["ProblemDetails"]!["properties"]!.AsObject().Select(entry => entry.Key).Order());
        Assert.Equal("/", (string?)document["servers"]![0]!["url"]);
    }

    private static IEnumerable<string> Required(JsonNode schema) => schema["required"]!.AsArray().Select(name => (string)name!).Order();

    private async Task<JsonNode> DocumentAsync() =>
        JsonNode.Parse(await fake.Bff.Plain.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken))!;

    private async Task<IReadOnlyList<(string Method, string Path, JsonNode Operation)>> OperationsAsync() =>
    [
        .. (await DocumentAsync())["paths"]!.AsObject().SelectMany(
            path => path.Value!.AsObject(),
            (path, operation) => (operation.Key.ToUpperInvariant(), path.Key, operation.Value!)),
    ];

    private async Task<HttpResponseMessage> ProvokeAsync(string method, string path, int status)
    {
        fake.Order.Answer = (request, _) => status < 400 ? Task.FromResult(Good(request)) : throw Bad(status);
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", "1", StringComparison.Ordinal));
        request.Headers.Add("Idempotency-Key", "k");
        if (method == "POST")
        {
            request.Content = status switch
            {
                413 => new StringContent($"\"{new string('x', 1 << 20)}\"", Encoding.UTF8, "application/json"),
                415 => new StringContent("{}", Encoding.UTF8, "text/plain"),
                _ when path == "/api/orders" => JsonContent.Create(BffRequests.NewOrder(1)),
                _ => null,
            };
        }

        return await fake.Bff.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static IMessage Good(IMessage request) => request switch
    {
        HelloHTTPRequest => new HelloHTTPResponse { Message = "Hello." },
        CreateOrderRequest => new CreateOrderResponse { Order = s_order },
        GetOrderRequest => new GetOrderResponse { Order = s_order },
        CancelOrderRequest => new CancelOrderResponse { Order = s_order },
        ListOrdersRequest => new ListOrdersResponse { Orders = { s_order } },
        GetUserRequest => new GetUserResponse { User = new User { Id = 1 } },
        _ => new ListUsersResponse { Users = { new User { Id = 1 } } },
    };

    private static RpcException Bad(int status)
    {
        var code = status switch
        {
            400 => Code.InvalidArgument,
            404 => Code.NotFound,
            409 => Code.Aborted,
            422 => Code.FailedPrecondition,
            429 => Code.ResourceExhausted,
            503 => Code.Unavailable,
            504 => Code.DeadlineExceeded,
            _ => Code.Internal,
        };
        var info = new ErrorInfo { Domain = "ws-order", Reason = "IDEMPOTENCY_KEY_REUSED" };
        return new Google.Rpc.Status { Code = (int)code, Details = { Any.Pack(info) } }.ToRpcException();
    }
}
