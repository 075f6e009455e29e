using Grpc.Core;
using Hello;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HelloClient.Tests;

/// <summary>A server of the contract: one port for gRPC, one for JSON, so that it needs nothing of the frame.</summary>
public sealed class GreetingServer : IAsyncLifetime
{
    private WebApplication? _app;

    public string GrpcAddress { get; private set; } = "";

    public string RestAddress { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddGrpc().AddJsonTranscoding();

        _app = builder.Build();
        _app.MapGrpcService<GreetingService>();
        await _app.StartAsync(TestContext.Current.CancellationToken);

        var urls = _app.Urls.ToArray();
        GrpcAddress = urls[0];
        RestAddress = urls[1];
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private sealed class GreetingService : HelloHTTP.HelloHTTPBase
    {
        public override async Task<HelloHTTPResponse> SayHello(HelloHTTPRequest request, ServerCallContext context)
        {
            if (request.Name == "refused")
            {
                throw new RpcException(new Status(StatusCode.FailedPrecondition, "Not\r\ntoday."));
            }

            if (request.Name == "slow")
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }

            await context.WriteResponseHeadersAsync(new Metadata { { "branch-served", context.RequestHeaders.GetValue("branch") ?? "test" } });
            return new HelloHTTPResponse { Message = $"Hello {request.Name}." };
        }
    }
}
