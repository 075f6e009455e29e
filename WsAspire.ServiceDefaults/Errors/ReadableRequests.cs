using Grpc.Core;

namespace WsAspire.ServiceDefaults.Errors;

/// <summary>The requests of a stream. One that cannot be read is the caller's fault; by the library's exception alone it would look like a fault of the method that reads.</summary>
internal sealed class ReadableRequests<TRequest>(IAsyncStreamReader<TRequest> requests) : IAsyncStreamReader<TRequest>
{
    public TRequest Current => requests.Current;

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        var next = requests.MoveNext(cancellationToken);
        return next.IsCompletedSuccessfully ? next : ReadAsync(next);
    }

    private static async Task<bool> ReadAsync(Task<bool> next)
    {
        try
        {
            return await next;
        }
        catch (Exception exception) when (IsOfTheCaller(exception))
        {
            throw new InvalidRequestException(new FieldViolation("", $"A message of the stream cannot be read as {typeof(TRequest).Name}."));
        }
    }

    // Protobuf's own exception is an IOException. Where it, or gRPC-Web's base64, stumbles otherwise, only the place tells that from a method that reads twice at a time.
    private static bool IsOfTheCaller(Exception exception) =>
        exception is IOException or InvalidDataException or InvalidOperationException { Source: "Google.Protobuf" or "Grpc.AspNetCore.Web" };
}
