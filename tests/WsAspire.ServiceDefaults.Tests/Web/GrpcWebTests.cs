using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Hello;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Web;

public sealed class GrpcWebTests(SampleServiceFixture fixture) : IClassFixture<SampleServiceFixture>
{
    private const string Binary = "application/grpc-web";
    private const string Text = "application/grpc-web-text";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Binary, "1.1")]
    [InlineData(Binary, "2.0")]
    [InlineData("application/grpc-web+proto", "1.1")]
    [InlineData(Text, "1.1")]
    [InlineData(Text, "2.0")]
    [InlineData("application/grpc-web-text+proto", "1.1")]
    public async Task Unary_InRawBytes_AnswersAMessageAndTrailers(string contentType, string version)
    {
        using var answer = await PostAsync("/hello.HelloHTTP/SayHello", Frame(new HelloHTTPRequest { Name = "Web" }), contentType, version);

        var frames = await FramesAsync(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Version.Parse(version), answer.Version);
        Assert.StartsWith(contentType.Split('+')[0], answer.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        Assert.Equal("*", answer.Headers.GetValuesOrNull("Access-Control-Allow-Origin"));
        Assert.Equal([0, 128], frames.Select(frame => frame.Flag));
        Assert.Equal("Hello Web.", HelloHTTPResponse.Parser.ParseFrom(frames[0].Body).Message);
        Assert.Contains("grpc-status: 0\r\n", Encoding.ASCII.GetString(frames[1].Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerStream_InRawBytes_AnswersEachMessage()
    {
        using var answer = await PostAsync("/ws.tests.shapes.ShapeService/Watch", Frame(new Shape { Id = 4 }), Binary, "1.1");

        var frames = await FramesAsync(answer);

        Assert.Equal([0, 0, 128], frames.Select(frame => frame.Flag));
        Assert.All(frames[..2], frame => Assert.Equal(4, Shape.Parser.ParseFrom(frame.Body).Id));
    }

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb, "1.1")]
    [InlineData(GrpcWebMode.GrpcWeb, "2.0")]
    [InlineData(GrpcWebMode.GrpcWebText, "1.1")]
    [InlineData(GrpcWebMode.GrpcWebText, "2.0")]
    public async Task Client_InEachMode_CallsStreamsAndSeesTheError(GrpcWebMode mode, string version)
    {
        using var channel = Channel(mode, version);
        var shapes = new ShapeService.ShapeServiceClient(channel);

        var greeting = await new HelloHTTP.HelloHTTPClient(channel).SayHelloAsync(new HelloHTTPRequest { Name = "Web" }, cancellationToken: Token);
        using var watch = shapes.Watch(new Shape { Id = 13 }, cancellationToken: Token);
        var seen = 0;
        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(Token))
            {
                seen++;
            }
        });

        Assert.Equal("Hello Web.", greeting.Message);
        Assert.Equal((2, StatusCode.NotFound), (seen, exception.StatusCode));
        Assert.Equal("ws-sample", exception.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Domain);
    }

    [Fact]
    public async Task Client_WhoseCallIsRefused_GetsTheDetails()
    {
        using var channel = Channel(GrpcWebMode.GrpcWeb, "1.1");

        var exception = await Assert.ThrowsAsync<RpcException>(
            () => new ShapeService.ShapeServiceClient(channel).FailAsync(new FailRequest { How = "violation" }, cancellationToken: Token).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        Assert.Equal("lines[0].sku", exception.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations.Single().Field);
    }

    [Theory]
    [InlineData("/hello.HelloHTTP/Nothing", Binary, "", 12)]
    [InlineData("/hello.HelloHTTP/SayHello", Binary, "", 13)]
    [InlineData("/hello.HelloHTTP/SayHello", Binary, "AAAAAAUKA1g=", 13)]
    [InlineData("/hello.HelloHTTP/SayHello", Text, "%%%%", 2)]
    [InlineData("/hello.HelloHTTP/SayHello", Text, "AAAAA", 13)]
    public async Task Input_ThatIsBad_IsAnsweredByAStatus(string path, string contentType, string body, int expected)
    {
        var bytes = contentType == Text ? Encoding.ASCII.GetBytes(body) : Convert.FromBase64String(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var client = fixture.Service.CreateHttpClient();
        using var answer = await client.SendAsync(request, Token);

        var status = answer.Headers.GetValuesOrNull("grpc-status")
            ?? Encoding.ASCII.GetString((await FramesAsync(answer)).Single(frame => frame.Flag == 128).Body).Split("grpc-status: ")[1].Split('\r')[0];

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"{expected}", status);
    }

    [Fact]
    public async Task Section_ThatIsOff_LeavesGrpcOnly()
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--GrpcWeb:Enabled", "false"], null);
        using var request = Request("/hello.HelloHTTP/SayHello", Frame(new HelloHTTPRequest { Name = "Web" }), Binary, "1.1");
        using var client = service.CreateHttpClient();

        using var answer = await client.SendAsync(request, Token);
        var greeting = await new HelloHTTP.HelloHTTPClient(service.Channel).SayHelloAsync(new HelloHTTPRequest { Name = "gRPC" }, cancellationToken: Token);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("Hello gRPC.", greeting.Message);
    }

    private GrpcChannel Channel(GrpcWebMode mode, string version) => GrpcChannel.ForAddress(fixture.Service.Address, new GrpcChannelOptions
    {
        HttpHandler = new GrpcWebHandler(mode, new SocketsHttpHandler()),
        HttpVersion = Version.Parse(version),
        HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        DisposeHttpClient = true,
    });

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] frame, string contentType, string version)
    {
        using var client = fixture.Service.CreateHttpClient();
        using var request = Request(path, frame, contentType, version);
        request.Headers.Add("Origin", "https://page.example.com");
        return await client.SendAsync(request, Token);
    }

    private static HttpRequestMessage Request(string path, byte[] frame, string contentType, string version)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(IsText(contentType) ? Encoding.ASCII.GetBytes(Convert.ToBase64String(frame)) : frame),
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.Add("X-Grpc-Web", "1");
        request.Headers.Accept.ParseAdd(contentType);
        return request;
    }

    private static byte[] Frame(IMessage message)
    {
        var frame = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        message.WriteTo(frame.AsSpan(5));
        return frame;
    }

    private static async Task<List<(int Flag, byte[] Body)>> FramesAsync(HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(Token);
        if (IsText(answer.Content.Headers.ContentType?.MediaType ?? ""))
        {
            bytes = FromBase64Pieces(Encoding.ASCII.GetString(bytes));
        }

        var frames = new List<(int, byte[])>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 1));
            frames.Add((bytes[at], bytes[(at + 5)..(at + 5 + length)]));
            at += 5 + length;
        }

        return frames;
    }

    // Each piece that was flushed may end with padding.
    private static byte[] FromBase64Pieces(string text) => [.. text.Chunk(4).SelectMany(quad => Convert.FromBase64String(new string(quad)))];

    private static bool IsText(string contentType) => contentType.StartsWith(Text, StringComparison.Ordinal);
}
