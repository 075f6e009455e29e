using System.Text;
using Grpc.Core;
using Ws.Order.V1;

namespace WsOrder.Tests.Host;

public sealed class BadInputTests(MigratedHost migrated) : IClassFixture<MigratedHost>
{
    private readonly OrderHost _host = migrated.Host;

    public static TheoryData<string> Names => [.. BadInputs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BadInput_OnBothFaces_NamesTheFieldInTheSameWords(string name)
    {
        var (request, fields) = BadInputs.All[name];

        var byGrpc = await Faces.ByGrpcAsync(_host, request);
        var (httpStatus, byJson) = await Faces.ByJsonAsync(_host, request);

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD", fields), (byGrpc.Code, byGrpc.Reason, byGrpc.Fields));
        Assert.Equal(byGrpc, byJson);
        Assert.Equal(400, httpStatus);
    }

    [Theory]
    [InlineData("""{"lines":[null]}""")]
    [InlineData("""{"lines":{}}""")]
    [InlineData("""{"lines":"x"}""")]
    [InlineData("""{"user_id":"abc"}""")]
    [InlineData("""{"user_id":1.5}""")]
    [InlineData("""{"user_id":99999999999}""")]
    [InlineData("""{"user_id":true}""")]
    [InlineData("""{"lines":[{"quantity":1e30}]}""")]
    [InlineData("""{"lines":[{"unit_price":"NaN"}]}""")]
    [InlineData("""{"lines":[{"sku":"\ud800"}]}""")]
    [InlineData("""{"currency":"\udc00\ud800"}""")]
    [InlineData("""{"idempotency_key":"\ud800"}""")]
    [InlineData("""{"idempotency_key":7}""")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task Create_JsonThatFitsNot_IsBadRequestWithAMessage(string json)
    {
        var (httpStatus, answer) = await Faces.ByJsonAsync(_host, Faces.Post("/v1/orders", json));

        Assert.Equal((400, StatusCode.InvalidArgument), (httpStatus, answer.Code));
        Assert.NotEmpty(answer.Text);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_LoneSurrogateOrBrokenUtf8_NamesTheFieldOnBothFaces()
    {
        const string Fields = "lines[0].sku: must be printable Unicode text; character 2 is not";
        var (_, byJson) = await Faces.ByJsonAsync(_host, Faces.Post(
            "/v1/orders", """{"idempotency_key":"k","user_id":1,"currency":"EUR","lines":[{"sku":"a\ud800","quantity":1}]}"""));
        var broken = new HttpRequestMessage(HttpMethod.Post, "/v1/orders")
        {
            Content = new ByteArrayContent([.. "{\"lines\":[{\"sku\":\"a"u8, 0xff, .. "\"}]}"u8]) { Headers = { { "Content-Type", "application/json" } } },
        };
        var (httpStatus, ofBytes) = await Faces.ByJsonAsync(_host, broken);

        Assert.Equal(Fields, (await Faces.ByGrpcAsync(_host, BadInputs.Create(order => order.Lines[0].Sku = "a\ud800"))).Fields);
        Assert.StartsWith("lines[0].sku", byJson.Fields, StringComparison.Ordinal);
        Assert.Equal((400, StatusCode.InvalidArgument), (httpStatus, ofBytes.Code));
    }

    [Theory]
    [InlineData("/v1/orders/%00")]
    [InlineData("/v1/orders/%ff%fe")]
    [InlineData("/v1/orders/..%2f..%2fetc")]
    [InlineData("/v1/users/abc")]
    [InlineData("/v1/users/99999999999")]
    [InlineData("/v1/users/1.5")]
    [InlineData("/v1/users/%C0%80")]
    [InlineData("/v1/orders?page_size=abc")]
    [InlineData("/v1/orders?page_size=99999999999")]
    [InlineData("/v1/orders?page_token=%00")]
    [InlineData("/v1/orders?page_token=%ff")]
    [InlineData("/v1/orders?user_id=' OR 1=1 --")]
    public async Task Get_PathOrQueryThatFitsNot_IsA4xx(string path)
    {
        var (httpStatus, _) = await Faces.ByJsonAsync(_host, Faces.Get(path));

        Assert.InRange(httpStatus, 400, 499);
    }

    [Fact]
    public async Task Create_BodyAbove4MiB_IsTooLarge()
    {
        using var request = Faces.Post("/v1/orders", $$"""{"currency":"{{new string('x', 5 << 20)}}"}""");
        request.Headers.ExpectContinue = true;

        var (httpStatus, _) = await Faces.ByJsonAsync(_host, request);

        Assert.Equal(413, httpStatus);
    }

    [Fact]
    public async Task Token_OfAnotherFilterOrTampered_NamesPageToken()
    {
        for (var i = 0; i < 3; i++)
        {
            await Faces.ByGrpcAsync(_host, BadInputs.Create());
        }

        var page = await _host.Orders.ListOrdersAsync(
            new ListOrdersRequest { PageSize = 1, UserId = 1 }, cancellationToken: TestContext.Current.CancellationToken);
        var other = await Faces.ByGrpcAsync(_host, new ListOrdersRequest { PageToken = page.NextPageToken });
        var flipped = new StringBuilder(page.NextPageToken) { [10] = page.NextPageToken[10] == 'A' ? 'B' : 'A' }.ToString();
        var (httpStatus, tampered) = await Faces.ByJsonAsync(_host, new ListOrdersRequest { UserId = 1, PageToken = flipped });
        var ofUsers = await Faces.ByGrpcAsync(_host, new ListUsersRequest { PageToken = page.NextPageToken });

        Assert.Equal("page_token: belongs to another filter; begin again without it", other.Fields);
        Assert.StartsWith("page_token: ", tampered.Fields, StringComparison.Ordinal);
        Assert.StartsWith("page_token: ", ofUsers.Fields, StringComparison.Ordinal);
        Assert.Equal(400, httpStatus);
    }
}
