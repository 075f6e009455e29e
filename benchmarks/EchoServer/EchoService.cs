using Grpc.Core;
using Hello;

namespace EchoServer;

/// <summary>Greets and does nothing else, so that what is around it is what costs.</summary>
internal sealed class EchoService : HelloHTTP.HelloHTTPBase
{
    public override Task<HelloHTTPResponse> SayHello(HelloHTTPRequest request, ServerCallContext context) =>
        Task.FromResult(new HelloHTTPResponse { Message = $"Hello {request.Name}." });
}
