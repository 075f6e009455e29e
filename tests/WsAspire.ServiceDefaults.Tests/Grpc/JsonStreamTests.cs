using System.Net;
using System.Text.Json.Nodes;

namespace WsAspire.ServiceDefaults.Tests.Grpc;

public sealed class JsonStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_Wrapped_IsAsGrpcGatewayWritesIt()
    {
        await using var service = await RouteServiceFixture.StartAsync("--Transcoding:WrapStreams", "true");
        using var client = service.CreateHttpClient();

        var lines = (await client.GetStringAsync("/v1/count/fail", Token)).Split('\n');
        var unary = await client.GetStringAsync("/v1/trail/now", Token);

        Assert.Equal(["""{"result":{"name":"1"}}""", """{"result":{"name":"2"}}"""], lines.Take(2));
        Assert.Equal(5, (int)JsonNode.Parse(lines[2])!["error"]!["code"]!);
        Assert.Equal([""], lines.Skip(3));
        Assert.Equal("""{"name":"now"}""", unary);
    }

    [Fact]
    public async Task Stream_WhoseReaderLeaves_IsCancelled()
    {
        await using var service = await RouteServiceFixture.StartAsync();
        using (var client = service.CreateHttpClient())
        {
            using var answer = await client.GetAsync("/v1/count/forever", HttpCompletionOption.ResponseHeadersRead, Token);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
            Assert.Equal((HttpStatusCode.OK, """{"name":"1"}"""), (answer.StatusCode, await reader.ReadLineAsync(Token)));
        }

        await RouteGrpcService.CountCancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }
}
