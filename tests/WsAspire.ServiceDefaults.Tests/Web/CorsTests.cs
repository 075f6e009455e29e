using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Tests.Web;

public sealed class CorsTests(SampleServiceFixture fixture) : IClassFixture<SampleServiceFixture>
{
    private const string Page = "https://page.example.com";
    private const string AllowOrigin = "Access-Control-Allow-Origin";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/example/echo")]
    [InlineData("/v1/shapes/5")]
    [InlineData("/hello.HelloHTTP/SayHello")]
    [InlineData("/peer")]
    [InlineData("/nothing/at/all")]
    public async Task Preflight_OfAnyPath_IsAnswered(string path)
    {
        using var answer = await PreflightAsync(fixture.Service, path, Page);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("*", Header(answer, AllowOrigin));
        Assert.Equal("GET,HEAD,POST,PUT,PATCH,DELETE", Header(answer, "Access-Control-Allow-Methods"));
        Assert.Equal("600", Header(answer, "Access-Control-Max-Age"));
        Assert.Subset(
            Header(answer, "Access-Control-Allow-Headers").Split(',').ToHashSet(),
            new HashSet<string>(["Content-Type", "Accept", "X-Grpc-Web", "X-User-Agent", "Grpc-Timeout", "branch", "Idempotency-Key", "traceparent", "tracestate", "baggage"]));
    }

    [Fact]
    public async Task Preflight_WithoutOrigin_IsAnsweredAsByTheOriginal()
    {
        using var answer = await PreflightAsync(fixture.Service, "/example/echo", origin: null);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("*", Header(answer, AllowOrigin));
    }

    [Theory]
    [InlineData("/peer", HttpStatusCode.OK)]
    [InlineData("/v1/shapes/5", HttpStatusCode.OK)]
    [InlineData("/v1/shapes/five", HttpStatusCode.BadRequest)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    [InlineData("/example/echo", HttpStatusCode.MethodNotAllowed)]
    public async Task Answer_ToAPage_MayBeReadByIt(string path, HttpStatusCode expected)
    {
        using var answer = await GetAsync(fixture.Service, path, Page);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("*", Header(answer, AllowOrigin));
        Assert.Equal("Grpc-Status,Grpc-Message,Grpc-Encoding,Grpc-Status-Details-Bin,Location,Retry-After,branch-served", Header(answer, "Access-Control-Expose-Headers"));
    }

    [Theory]
    [InlineData("/peer")]
    [InlineData("/nothing")]
    public async Task Answer_WithoutOrigin_HasNoHeadersOfCors(string path)
    {
        using var answer = await GetAsync(fixture.Service, path, origin: null);

        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase) || header.Key == "Vary");
    }

    [Theory]
    [InlineData("https://shop.example.com", true)]
    [InlineData("https://a.pages.example.com", true)]
    [InlineData("https://a.b.pages.example.com", true)]
    [InlineData("https://pages.example.com", false)]
    [InlineData("http://shop.example.com", false)]
    [InlineData("https://shop.example.com.evil.net", false)]
    [InlineData("null", false)]
    [InlineData("not an origin", false)]
    public async Task Origins_ThatAreNamed_AreTheOnlyOnes(string origin, bool allowed)
    {
        await using var service = await StartAsync("--Cors:Origins", "https://shop.example.com, https://*.pages.example.com", "--Cors:Credentials", "true");

        using var answer = await GetAsync(service, "/peer", origin);
        using var preflight = await PreflightAsync(service, "/peer", origin);

        string? expected = allowed ? origin : null;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.GetValuesOrNull(AllowOrigin));
        Assert.Equal(expected, preflight.Headers.GetValuesOrNull(AllowOrigin));
        Assert.Equal(allowed ? "true" : null, preflight.Headers.GetValuesOrNull("Access-Control-Allow-Credentials"));
        Assert.Equal(allowed ? "Origin" : null, answer.Headers.GetValuesOrNull("Vary"));
    }

    [Theory]
    [InlineData("Cors:Credentials", "true", "Cors:Credentials = \"true\": with cookies the origins must be named in Cors:Origins, * is not allowed.")]
    [InlineData("Cors:Origins", "https://a.example.com/", "Cors:Origins = \"https://a.example.com/\": expected * alone, or origins such as")]
    [InlineData("Cors:Origins", "https://a.example.com, *", "expected * alone")]
    [InlineData("Cors:Origins", "a.example.com", "expected * alone")]
    [InlineData("Cors:Origins", "", "expected * alone")]
    [InlineData("Cors:Headers", "Content-Type; Accept", "Cors:Headers = \"Content-Type; Accept\": expected names with commas between them.")]
    [InlineData("Cors:MaxAge", "2.00:00:00", "Cors:MaxAge = \"2.00:00:00\": allowed is 00:00:00 to 1.00:00:00.")]
    [InlineData("Cors:Enabled", "yes", "Cors:Enabled = \"yes\": expected true or false.")]
    [InlineData("Cors:Orgins", "*", "Cors:Orgins = \"*\": unknown key")]
    public async Task Section_WithAWrongValue_RefusesTheStart(string key, string value, string expected)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync($"--{key}", value));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section_ThatChanges_IsTakenOver()
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0"], "Cors: { origins: 'https://a.example.com' }");
        using var before = await GetAsync(service, "/peer", Page);
        Assert.Null(before.Headers.GetValuesOrNull(AllowOrigin));

        service.WriteConfigurationFile($"Cors: {{ origins: '{Page}' }}");

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            using var after = await GetAsync(service, "/peer", Page);
            if (after.Headers.GetValuesOrNull(AllowOrigin) == Page)
            {
                return;
            }

            await Task.Delay(20, deadline.Token);
        }
    }

    [Fact]
    public async Task Section_ThatIsOff_LeavesOptionsToTheRoutes()
    {
        await using var service = await StartAsync("--Cors:Enabled", "false");

        using var preflight = await PreflightAsync(service, "/example/echo", Page);
        using var answer = await GetAsync(service, "/peer", Page);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, preflight.StatusCode);
        Assert.Null(answer.Headers.GetValuesOrNull(AllowOrigin));
    }

    [Fact]
    public async Task Policy_InCode_WinsForItsRoute()
    {
        await using var service = await SampleService.StartAsync(
            builder => builder.Services.AddCors(cors => cors.AddPolicy("own", policy => policy.WithOrigins(Page))),
            app => app.MapGet("/own", () => "own").RequireCors("own"));

        using var own = await GetAsync(service, "/own", Page);
        using var other = await GetAsync(service, "/peer", Page);

        Assert.Equal((Page, "*"), (Header(own, AllowOrigin), Header(other, AllowOrigin)));
    }

    private static Task<SampleService> StartAsync(params string[] arguments) => SampleService.StartAsync(["--urls", "http://127.0.0.1:0", .. arguments], null);

    private static async Task<HttpResponseMessage> PreflightAsync(SampleService service, string path, string? origin)
    {
        using var client = service.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,x-grpc-web");
        AddOrigin(request, origin);
        return await client.SendAsync(request, Token);
    }

    private static async Task<HttpResponseMessage> GetAsync(SampleService service, string path, string? origin)
    {
        using var client = service.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        AddOrigin(request, origin);
        return await client.SendAsync(request, Token);
    }

    private static void AddOrigin(HttpRequestMessage request, string? origin)
    {
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(',', answer.Headers.GetValues(name));
}
