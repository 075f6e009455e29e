using Grpc.Core;
using Grpc.Reflection.V1Alpha;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Tests.Web;

public sealed class ReflectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production", null, false)]
    [InlineData("Production", "true", true)]
    [InlineData("Production", "false", false)]
    [InlineData("Development", null, true)]
    [InlineData("Development", "false", false)]
    public async Task Reflection_ByEnvironmentAndFlag_IsServedOrNot(string environment, string? flag, bool expected)
    {
        string[] arguments = ["--urls", "http://127.0.0.1:0", .. flag is null ? Array.Empty<string>() : ["--Reflection:Enabled", flag]];
        await using var service = await SampleService.StartAsync(arguments, null, environment: environment);

        if (expected)
        {
            Assert.Subset((await ListAsync(service)).ToHashSet(), new HashSet<string>(["hello.HelloHTTP", "ws.tests.shapes.ShapeService", "grpc.health.v1.Health"]));
            Assert.NotEmpty((await AskAsync(service, new ServerReflectionRequest { FileContainingSymbol = "hello.HelloHTTP" })).FileDescriptorResponse.FileDescriptorProto);
        }
        else
        {
            Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(() => ListAsync(service))).StatusCode);
        }
    }

    [Fact]
    public async Task Flag_OfAWrongValue_RefusesTheStart()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--Reflection:Enabled", "on"], null));

        Assert.Contains("Reflection:Enabled = \"on\": expected true or false.", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> ListAsync(SampleService service) =>
        (await AskAsync(service, new ServerReflectionRequest { ListServices = "" })).ListServicesResponse.Service.Select(found => found.Name);

    private static async Task<ServerReflectionResponse> AskAsync(SampleService service, ServerReflectionRequest request)
    {
        using var call = new ServerReflection.ServerReflectionClient(service.Channel).ServerReflectionInfo(cancellationToken: Token);
        await call.RequestStream.WriteAsync(request, Token);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(Token));
        return call.ResponseStream.Current;
    }
}
