using Grpc.Core;
using Hello;

namespace WsAspire.ServiceDefaults.Tests.Grpc;

/// <summary>Greets, as the original does.</summary>
public sealed class HelloGrpcService : HelloHTTP.HelloHTTPBase
{
    public override Task<HelloHTTPResponse> SayHello(HelloHTTPRequest request, ServerCallContext context) =>
        Task.FromResult(new HelloHTTPResponse { Message = $"Hello {request.Name}." });
}
