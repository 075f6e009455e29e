using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Tests.Errors;

public sealed class ProblemTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Route_ThatThrows_IsAProblemWithoutALeakAndLoggedOnce(string environment)
    {
        await using var service = await StartAsync(environment);

        var (answer, problem) = await GetAsync(service, "/throws/secret");

        Assert.Equal((500, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal((500, "Internal Server Error", null), ((int)problem["status"]!, (string?)problem["title"], (string?)problem["detail"]));
        Assert.Equal(32, ((string)problem["traceId"]!).Length);
        Assert.DoesNotContain("10.0.0.7", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(service.Logs.Lines, line => line.Exception?.Message == "secret at 10.0.0.7");
    }

    [Theory]
    [InlineData("NotFound", 404, null)]
    [InlineData("AlreadyExists", 409, null)]
    [InlineData("ResourceExhausted", 429, "3")]
    [InlineData("Unavailable", 503, null)]
    public async Task Route_ThatRefuses_SaysWhatAGrpcMethodWouldSay(string kind, int status, string? retryAfter)
    {
        await using var service = await StartAsync();

        var (answer, problem) = await GetAsync(service, "/throws/" + kind);

        Assert.Equal((status, "No shape 7.", "SAMPLE_REFUSED"), ((int)answer.StatusCode, (string?)problem["detail"], (string?)problem["reason"]));
        Assert.Equal(retryAfter, answer.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task Route_ThatNamesFields_HasThemAsErrors()
    {
        await using var service = await StartAsync();

        var (_, problem) = await GetAsync(service, "/throws/violation");

        Assert.Equal("""{"name":["is empty"]}""", problem["errors"]!.ToJsonString());
    }

    [Theory]
    [InlineData("GET", "/things/none", 404, null)]
    [InlineData("GET", "/things/x/parts/none", 400, null)]
    [InlineData("GET", "/things/x/parts/abc", 400, null)]
    public async Task Route_WithAnEmptyRefusal_IsAProblem(string method, string path, int status, string? reason)
    {
        await using var service = await StartAsync();
        using var client = service.CreateHttpClient();

        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Token);

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        Assert.Equal((status, status, "application/problem+json"), ((int)answer.StatusCode, (int)problem["status"]!, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(reason, status == 404 ? null : (string?)problem["reason"]);
        Assert.NotNull(problem["traceId"]);
    }

    [Fact]
    public async Task Route_WithABodyOfItsOwn_KeepsIt()
    {
        await using var service = await StartAsync();
        using var client = service.CreateHttpClient();

        using var answer = await client.GetAsync("/teapot", Token);

        Assert.Equal((418, "short and stout"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token)));
    }

    private static Task<SampleService> StartAsync(string environment = "Production") => SampleService.StartAsync(
        map: app =>
        {
            app.MapGet("/throws/{how}", void (string how) => throw How(how));
            app.MapGet("/things/{id}", (string id) => Results.NotFound());
            app.MapGet("/things/{id}/parts/{part}", (string id, int part) => part);
            app.MapGet("/teapot", () => Results.Text("short and stout", statusCode: 418));
        },
        environment: environment);

    private static Exception How(string how) => how switch
    {
        "secret" => new InvalidOperationException("secret at 10.0.0.7"),
        "violation" => new InvalidRequestException(new FieldViolation("name", "is empty")),
        var kind => new SampleException(Enum.Parse<ErrorKind>(kind)) { RetryAfter = kind == "ResourceExhausted" ? TimeSpan.FromSeconds(2.5) : null },
    };

    private static async Task<(HttpResponseMessage Answer, JsonNode Problem)> GetAsync(SampleService service, string path)
    {
        using var client = service.CreateHttpClient();
        var answer = await client.GetAsync(path, Token);
        return (answer, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!);
    }
}
