using Envoy.Service.Discovery.V3;
using Grpc.Core;
using WsBranches.Access;
using WsBranches.Xds;

namespace WsBranches.Services;

/// <summary>Serves Envoy's delta ADS. A stream that is slow or does not read is sent less, never more at once.</summary>
internal sealed class DiscoveryService(TokenGuard guard, ProxyStreams streams, BranchesMeter meter, IHostApplicationLifetime lifetime) : AggregatedDiscoveryService.AggregatedDiscoveryServiceBase
{
    /// <inheritdoc />
    public override async Task DeltaAggregatedResources(
        IAsyncStreamReader<DeltaDiscoveryRequest> requestStream, IServerStreamWriter<DeltaDiscoveryResponse> responseStream, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        guard.Check(http);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            if (await requestStream.MoveNext(end.Token))
            {
                await ServeAsync(requestStream, responseStream, PeerAddress.Of(http).ToString(), end);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new StoppingException();
        }
    }

    private async Task ServeAsync(
        IAsyncStreamReader<DeltaDiscoveryRequest> requests, IServerStreamWriter<DeltaDiscoveryResponse> responses, string address, CancellationTokenSource end)
    {
        var stream = streams.Open(requests.Current.Node, address);
        try
        {
            stream.Apply(requests.Current);
            var writing = WriteAsync(stream, responses, end);
            try
            {
                while (await requests.MoveNext(end.Token))
                {
                    var rejection = stream.Apply(requests.Current);
                    meter.Answered(requests.Current);
                    if (rejection is not null)
                    {
                        streams.Reject(stream, rejection);
                    }
                }
            }
            finally
            {
                await end.CancelAsync();
                await writing;
            }
        }
        finally
        {
            streams.Close(stream);
        }
    }

    // Ends with the stream; a fault of its own ends the stream.
    private async Task WriteAsync(ProxyStream stream, IServerStreamWriter<DeltaDiscoveryResponse> responses, CancellationTokenSource end)
    {
        using var late = new LateEnd(end.Token);
        try
        {
            while (await stream.WaitAsync(end.Token))
            {
                while (!end.IsCancellationRequested && stream.Next() is { } response)
                {
                    await responses.WriteAsync(response.Message, late.Token);
                    meter.Sent(response);
                }
            }
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
            // The reader says why.
        }
        finally
        {
            await end.CancelAsync();
        }
    }
}
