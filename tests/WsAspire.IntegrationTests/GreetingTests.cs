using System.Net;
using System.Text;
using Grpc.Net.Client;
using Hello;

namespace WsAspire.IntegrationTests;

[Collection(SystemFixture.Collection)]
public sealed class GreetingTests(SystemFixture system)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bff_Index_AnswersAsTheOriginal()
    {
        using var client = new HttpClient { BaseAddress = system.Bff };

        Assert.Equal("it ok!Hello gRPC.", await client.GetStringAsync("/", CancellationToken));
    }

    [Fact]
    public async Task Order_JsonWithCurlsContentType_AnswersAsTheOriginal()
    {
        using var client = new HttpClient { BaseAddress = system.Order };
        using var body = new StringContent("""{"name": "gRPC-HTTP is working!"}""", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await client.PostAsync("/example/echo", body, CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"message":"Hello gRPC-HTTP is working!."}""", (await answer.Content.ReadAsStringAsync(CancellationToken)).Replace(": ", ":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Order_GrpcOnTheSamePort_Answers()
    {
        using var channel = GrpcChannel.ForAddress(system.Order);

        var reply = await new HelloHTTP.HelloHTTPClient(channel).SayHelloAsync(new() { Name = "gRPC" }, cancellationToken: CancellationToken);

        Assert.Equal("Hello gRPC.", reply.Message);
    }
}
