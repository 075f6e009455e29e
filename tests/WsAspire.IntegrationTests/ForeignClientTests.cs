namespace WsAspire.IntegrationTests;

/// <summary>Clients that are not ours speak to the same port: the Go original's kind, grpcurl, grpc-js; and our hello-client.</summary>
[Collection(SystemFixture.Collection)]
public sealed class ForeignClientTests(SystemFixture system)
{
    private string Authority => system.Order.Authority;

    [Theory]
    [InlineData("")]
    [InlineData("--rest")]
    public async Task GoHelloClient_OfTheOriginalsKind_IsGreeted(string face)
    {
        CommandLine.RequireProgram("go-frame");

        var (exitCode, output) = await CommandLine.RunAsync($"go-frame hello-client --address {Authority} --name Gopher {face}");

        Assert.True(exitCode == 0, output);
        Assert.Contains("Hello Gopher.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--rest")]
    public async Task HelloClient_OfOurs_IsGreeted(string face)
    {
        var (exitCode, output) = await CommandLine.RunAsync($"dotnet artifacts/bin/HelloClient/debug/hello-client.dll --address http://{Authority} --name Sharp {face}");

        Assert.True(exitCode == 0, output);
        Assert.Contains("Hello Sharp.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grpcurl_ByReflection_ListsAndCalls()
    {
        CommandLine.RequireProgram("grpcurl");

        var (listed, services) = await CommandLine.RunAsync($"grpcurl -plaintext {Authority} list");
        var (called, reply) = await CommandLine.RunAsync($$"""grpcurl -plaintext -d '{"name":"reflection"}' {{Authority}} hello.HelloHTTP/SayHello""");

        Assert.True(listed == 0, services);
        Assert.Contains("ws.order.v1.OrderService", services, StringComparison.Ordinal);
        Assert.Contains("grpc.health.v1.Health", services, StringComparison.Ordinal);
        Assert.True(called == 0, reply);
        Assert.Contains("Hello reflection.", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--http1.1")]
    [InlineData("--http2-prior-knowledge")]
    public async Task Curl_OverBothProtocols_IsGreeted(string protocol)
    {
        CommandLine.RequireProgram("curl");

        var (exitCode, output) = await CommandLine.RunAsync($$"""curl -sS {{protocol}} -X POST http://{{Authority}}/example/echo -d '{"name":"curl"}'""");

        Assert.True(exitCode == 0, output);
        Assert.Contains("Hello curl.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GrpcJs_ItsOwnTests_Pass()
    {
        CommandLine.RequireProgram("node");

        var (exitCode, output) = await CommandLine.RunAsync(
            "cd tests/clients/node && { [ -d node_modules/@grpc/grpc-js ] || npm ci --ignore-scripts --no-audit --no-fund; } && node --test",
            new Dictionary<string, string?> { ["WS_ORDER_ADDRESS"] = $"http://{Authority}", ["WS_BFF_ADDRESS"] = $"http://{system.Bff.Authority}" },
            bound: TimeSpan.FromMinutes(5));

        Assert.True(exitCode == 0, output);
    }
}
