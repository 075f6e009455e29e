using System.Net.Http.Headers;
using System.Text;
using WsBff.Tests.Hosts;

namespace WsBff.Tests.Errors;

/// <summary>What the framework cannot read never reaches ws-order: the fake would answer 502.</summary>
public sealed class UnreadableRequestTests(FakeBff fake) : IClassFixture<FakeBff>
{
    private static readonly Uri s_orders = new("/api/orders", UriKind.Relative);

    [Theory]
    [InlineData("", "body", "required")]
    [InlineData("null", "body", "required")]
    [InlineData("[]", "body", "an object")]
    [InlineData("1", "body", "an object")]
    [InlineData("\"text\"", "body", "an object")]
    [InlineData("{", "body", "is not JSON: line 1, byte 2")]
    [InlineData("{} x", "body", "not JSON")]
    [InlineData("{\"userId\":1,}", "body", "not JSON")]
    [InlineData("{'userId':1}", "body", "not JSON")]
    [InlineData("{\"lines\":[{\"quantity\":tru}]}", "lines[0].quantity", "not JSON")]
    [InlineData("{\"userId\":\"1\"}", "userId", "whole number")]
    [InlineData("{\"userId\":true}", "userId", "whole number")]
    [InlineData("{\"userId\":1.5}", "userId", "whole number")]
    [InlineData("{\"userId\":1e400}", "userId", "whole number")]
    [InlineData("{\"userId\":2147483648}", "userId", "2147483647")]
    [InlineData("{\"userId\":[]}", "userId", "whole number")]
    [InlineData("{\"userId\":1,\"userId\":2}", "userId", "once")]
    [InlineData("{\"currency\":7}", "currency", "text")]
    [InlineData("{\"currency\":{\"a\":1}}", "currency", "text")]
    [InlineData("{\"currency\":\"\\ud800\"}", "currency", "valid Unicode")]
    [InlineData("{\"currency\":\"\u00ff\"}", "currency", "valid Unicode")]
    [InlineData("{\"lines\":{}}", "lines", "a list")]
    [InlineData("{\"lines\":[1]}", "lines[0]", "an object")]
    [InlineData("{\"lines\":[{\"quantity\":\"2\"}]}", "lines[0].quantity", "whole number")]
    [InlineData("{\"lines\":[{},{\"unitPrice\":0.5}]}", "lines[1].unitPrice", "whole number")]
    [InlineData("{\"lines\":[{\"unitPrice\":9223372036854775808}]}", "lines[0].unitPrice", "whole number")]
    [InlineData("{\"lines\":[{\"sku\":5}]}", "lines[0].sku", "text")]
    [InlineData("{\"total\":1}", "total", "not known")]
    [InlineData("{\"lines\":[{\"unit_price\":1}]}", "lines[0].unit_price", "not known")]
    public async Task CreateOrder_Body_IsRefusedByItsField(string body, string field, string message)
    {
        using var content = Json(body);

        using var response = await fake.Bff.Client.PostAsync(s_orders, content, TestContext.Current.CancellationToken);

        var problem = await response.ReadProblemAsync(400);
        Assert.Equal(message.Contains("not JSON", StringComparison.Ordinal) ? "MALFORMED_JSON" : "INVALID_FIELD", (string?)problem["reason"]);
        Assert.Contains(message, problem.ErrorOf(field), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateOrder_DeepNesting_IsRefused()
    {
        using var content = Json("{\"currency\":" + new string('[', 50_000));

        using var response = await fake.Bff.Client.PostAsync(s_orders, content, TestContext.Current.CancellationToken);

        await response.ReadProblemAsync(400);
    }

    [Fact]
    public async Task CreateOrder_NothingGiven_NamesEveryMissingField()
    {
        using var content = Json("{\"lines\":[null,{}]}");

        using var response = await fake.Bff.Client.PostAsync(s_orders, content, TestContext.Current.CancellationToken);

        var problem = await response.ReadProblemAsync(400);
        Assert.Equal(
            ["Idempotency-Key", "userId", "currency", "lines[0]", "lines[1].sku", "lines[1].quantity", "lines[1].unitPrice"],
            problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=klingon")]
    [InlineData(null)]
    public async Task CreateOrder_NotSaidToBeJson_Is415(string? contentType)
    {
        using var content = Json("{}", contentType);

        using var response = await fake.Bff.Client.PostAsync(s_orders, content, TestContext.Current.CancellationToken);

        await response.ReadProblemAsync(415);
    }

    [Theory]
    [InlineData("/api/orders", 1 << 20)]
    [InlineData("/api/orders", 15 << 20)]
    [InlineData("/api/orders/x/cancel", 1 << 20)]
    public async Task Post_BodyOverOneMebibyte_Is413(string path, int length)
    {
        using var content = Json("{\"currency\":\"" + new string('x', length) + "\"}");

        using var response = await fake.Bff.Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);

        await response.ReadProblemAsync(413);
    }

    [Fact]
    public async Task Post_ChunkedBodyOverOneMebibyte_Is413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, s_orders) { Content = Json("{\"currency\":\"" + new string('x', 1 << 20) + "\"}") };
        request.Headers.TransferEncodingChunked = true;

        using var response = await fake.Bff.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await response.ReadProblemAsync(413);
    }

    [Theory]
    [InlineData("/api/orders?pageSize=abc", "pageSize")]
    [InlineData("/api/orders?pageSize=", "pageSize")]
    [InlineData("/api/orders?pageSize=1&pageSize=2", "pageSize")]
    [InlineData("/api/orders?pageSize=99999999999", "pageSize")]
    [InlineData("/api/orders?userId=1%20or%201=1", "userId")]
    [InlineData("/api/orders?userId=0", "userId")]
    [InlineData("/api/orders?userId=-1", "userId")]
    [InlineData("/api/orders/x/summary?userId=x", "userId")]
    [InlineData("/api/orders/x/summary?userId=0", "userId")]
    [InlineData("/api/users?pageSize=1.5", "pageSize")]
    [InlineData("/api/users/abc", "id")]
    [InlineData("/api/users/2147483648", "id")]
    public async Task Get_NumberThatIsNone_IsRefusedByItsName(string path, string field)
    {
        using var response = await fake.Bff.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        var problem = await response.ReadProblemAsync(400);
        Assert.Equal([field], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData("{\"expectedVersion\":0}")]
    [InlineData("{\"expectedVersion\":-1}")]
    [InlineData("{\"expectedVersion\":\"1\"}")]
    public async Task CancelOrder_VersionThatIsNone_IsRefused(string body)
    {
        using var content = Json(body);

        using var response = await fake.Bff.Client.PostAsync(new Uri("/api/orders/x/cancel", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.NotEmpty((await response.ReadProblemAsync(400)).ErrorOf("expectedVersion"));
    }

    [Fact]
    public async Task CancelOrder_MisspeltVersion_IsNotACancellationWithoutCheck()
    {
        using var content = Json("{\"expectedVerson\":1}");

        using var response = await fake.Bff.Client.PostAsync(new Uri("/api/orders/x/cancel", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Contains("not known", (await response.ReadProblemAsync(400)).ErrorOf("expectedVerson"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nope", 404)]
    [InlineData("GET", "/api/nope", 404)]
    [InlineData("POST", "/api/orders/x/refund", 404)]
    [InlineData("DELETE", "/api/orders", 405)]
    [InlineData("PUT", "/api/orders/x", 405)]
    [InlineData("GET", "/api/orders/x/cancel", 405)]
    [InlineData("POST", "/api/users", 405)]
    [InlineData("POST", "/", 405)]
    public async Task Request_RouteThatIsNone_IsAProblemEvenForABrowser(string method, string path, int expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");

        using var response = await fake.Bff.Plain.SendAsync(request, TestContext.Current.CancellationToken);

        await response.ReadProblemAsync(expected);
    }

    private static ByteArrayContent Json(string body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return content;
    }
}
