using Grpc.Core;
using RouteProgram;

namespace WsAspire.Conformance;

/// <summary>A stream that is read to its end.</summary>
public sealed class VisitStream
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public VisitStream(AsyncServerStreamingCall<Visit> call) => Done = ReadAsync(call);

    /// <summary>The first message is there.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Who sent the messages, once it has ended.</summary>
    public Task<IReadOnlyList<string>> Done { get; }

    private async Task<IReadOnlyList<string>> ReadAsync(AsyncServerStreamingCall<Visit> call)
    {
        using (call)
        {
            var ways = new List<string>();
            try
            {
                await foreach (var visit in call.ResponseStream.ReadAllAsync())
                {
                    ways.Add(VisitClient.Text(visit));
                    _begun.TrySetResult();
                }
            }
            finally
            {
                _begun.TrySetResult();
            }

            return ways;
        }
    }
}
