using Hello;

namespace WsBff.Clients;

/// <summary>Greets by ws-order.</summary>
internal sealed class GreetingClient(HelloHTTP.HelloHTTPClient hello)
{
    /// <summary>Reads the greeting of a name.</summary>
    /// <exception cref="Grpc.Core.RpcException">ws-order refused or failed.</exception>
    public async Task<string> GreetAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await hello.SayHelloAsync(new HelloHTTPRequest { Name = name }, cancellationToken: cancellationToken);
        return answer.Message;
    }
}
