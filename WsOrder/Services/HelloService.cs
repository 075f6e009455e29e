using Grpc.Core;
using Hello;
using WsOrder.Domain;

namespace WsOrder.Services;

/// <summary>Greets, as the Go original does.</summary>
internal sealed class HelloService(IUserGlance users) : HelloHTTP.HelloHTTPBase
{
    /// <inheritdoc />
    public override async Task<HelloHTTPResponse> SayHello(HelloHTTPRequest request, ServerCallContext context)
    {
        await users.GlanceAsync(context.CancellationToken);
        return new HelloHTTPResponse { Message = $"Hello {request.Name}." };
    }
}
