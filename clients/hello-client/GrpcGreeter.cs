using Grpc.Core;
using Grpc.Net.Client;
using Hello;

namespace HelloClient;

/// <summary>Asks over gRPC.</summary>
internal static class GrpcGreeter
{
    /// <summary>Asks once.</summary>
    /// <exception cref="GreetingFailedException">There was no greeting.</exception>
    public static async Task<string> GreetAsync(HelloRequestOptions options, CancellationToken cancellationToken)
    {
        var headers = new Metadata();
        if (options.Branch is not null)
        {
            headers.Add(HelloRequestOptions.BranchHeader, options.Branch);
        }

        using var channel = GrpcChannel.ForAddress(options.Address);
        using var call = new HelloHTTP.HelloHTTPClient(channel).SayHelloAsync(
            new HelloHTTPRequest { Name = options.Name },
            headers,
            TimeProvider.System.GetUtcNow().UtcDateTime + options.Deadline,
            cancellationToken);
        try
        {
            Print(await call.ResponseHeadersAsync, options.Headers);
            var response = await call;
            Print(call.GetTrailers(), options.Headers);

            return response.Message;
        }
        catch (RpcException exception)
        {
            Print(exception.Trailers, options.Headers);
            var why = exception.Status.DebugException?.GetBaseException().Message ?? exception.Status.Detail;
            throw new GreetingFailedException($"{exception.StatusCode}: {why}", exception);
        }
    }

    private static void Print(Metadata metadata, TextWriter writer)
    {
        foreach (var entry in metadata)
        {
            writer.WriteLine($"{entry.Key}: {(entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes) : entry.Value)}");
        }
    }
}
