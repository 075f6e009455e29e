using System.Globalization;
using Grpc.Core;
using Hello;

namespace SampleProgram;

/// <summary>Greets; a name that is a number waits as many milliseconds before.</summary>
internal sealed class HelloService : HelloHTTP.HelloHTTPBase
{
    public override async Task<HelloHTTPResponse> SayHello(HelloHTTPRequest request, ServerCallContext context)
    {
        if (int.TryParse(request.Name, CultureInfo.InvariantCulture, out var milliseconds))
        {
            await Task.Delay(milliseconds, context.CancellationToken);
        }

        return new HelloHTTPResponse { Message = $"Hello {request.Name}." };
    }
}
