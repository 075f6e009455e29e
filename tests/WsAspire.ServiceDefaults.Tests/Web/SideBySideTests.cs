using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hello;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Web;

/// <summary>Several contracts and the service's own HTTP routes on the one port.</summary>
public sealed class SideBySideTests : IAsyncLifetime
{
    private SampleService? _service;
    private HttpClient? _client;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SampleService Service => _service!;

    private HttpClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        _service = await SampleService.StartAsync(map: app =>
        {
            app.MapGet("/v1/shapes/special", () => "own route");
            app.MapPost("/v1/shapes/{id}/rotate", (int id) => Results.Json(new { rotated = id }));
            app.MapGet("/files/{**path}", (string path) => path);
        });
        _client = _service.CreateHttpClient();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Service.DisposeAsync();
    }

    [Fact]
    public async Task Contracts_Two_AnswerOverBothFaces()
    {
        var greeting = await new HelloHTTP.HelloHTTPClient(Service.Channel).SayHelloAsync(new HelloHTTPRequest { Name = "a" }, cancellationToken: Token);
        var shape = await new ShapeService.ShapeServiceClient(Service.Channel).GetAsync(new Shape { Id = 7 }, cancellationToken: Token);
        using var echo = await Client.PostAsJsonAsync("/example/echo", new { name = "b" }, Token);
        var got = await Client.GetFromJsonAsync<JsonNode>("/v1/shapes/8", Token);

        Assert.Equal(("Hello a.", 7), (greeting.Message, shape.Id));
        Assert.Equal(("""{"message":"Hello b."}""", 8), (await echo.Content.ReadAsStringAsync(Token), (int)got!["id"]!));
    }

    [Theory]
    [InlineData("GET", "/v1/shapes/special", "own route")]
    [InlineData("POST", "/v1/shapes/3/rotate", """{"rotated":3}""")]
    [InlineData("GET", "/files/a/b.txt", "a/b.txt")]
    public async Task Route_OfTheService_WinsWhereItIsMoreSpecific(string method, string path, string expected)
    {
        using var answer = await Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Token);

        Assert.Equal((HttpStatusCode.OK, expected), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token)));
    }

    [Theory]
    [InlineData("POST", "/v1/shapes/special", HttpStatusCode.MethodNotAllowed, "GET,HEAD")]
    [InlineData("GET", "/v1/shapes/3/rotate", HttpStatusCode.MethodNotAllowed, "POST")]
    [InlineData("DELETE", "/peer", HttpStatusCode.MethodNotAllowed, "GET")]
    [InlineData("PUT", "/v1/shapes", HttpStatusCode.MethodNotAllowed, "POST")]
    [InlineData("GET", "/v2/shapes", HttpStatusCode.NotFound, null)]
    [InlineData("GET", "/v1/shapes/3/rotate/more", HttpStatusCode.NotFound, null)]
    public async Task Path_OrMethod_ThatNothingServes_IsAJsonStatus(string method, string path, HttpStatusCode expected, string? allow)
    {
        using var answer = await Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Token);

        var status = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected == HttpStatusCode.NotFound ? 5 : 12, (int)status["code"]!);
        Assert.Equal(allow, answer.Content.Headers.GetValuesOrNull("Allow"));
    }
}
