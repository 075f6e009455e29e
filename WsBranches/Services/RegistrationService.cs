using System.Net.Sockets;
using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;
using Ws.Branches.V1;
using WsAspire.ServiceDefaults.Errors;
using WsBranches.Access;
using WsBranches.Registry;
using WsBranches.Xds;

namespace WsBranches.Services;

/// <summary>Serves <c>ws.branches.v1.RegistrationService</c>: an instance is in the registry for as long as its stream is open and it is heard.</summary>
internal sealed class RegistrationService(TokenGuard guard, InstanceRegistry registry, ResourceViews views, ProxyStreams streams, IHostApplicationLifetime lifetime, TimeProvider time)
    : Ws.Branches.V1.RegistrationService.RegistrationServiceBase
{
    /// <inheritdoc />
    public override async Task Register(IAsyncStreamReader<RegisterRequest> requestStream, IServerStreamWriter<RegisterResponse> responseStream, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        guard.Check(http);
        WatchHost(http);
        using var lease = new InstanceLease(time, context.CancellationToken, lifetime.ApplicationStopping);
        using var late = new LateEnd(lease.Token);
        var end = LeaseEnd.Closed;
        try
        {
            while (await requestStream.MoveNext(lease.Token))
            {
                await HearAsync(lease, requestStream.Current, responseStream, http, late.Token);
            }
        }
        catch (InvalidRequestException fault) when (fault.Violations[0].Field.Length > 0)
        {
            // Without a field it is a message that was cut off, with its stream.
            end = LeaseEnd.Refused;
            throw;
        }
        catch (OperationCanceledException) when (lease.Token.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw (end = lease.Reason) switch
            {
                LeaseEnd.Silent => new InstanceSilentException(),
                LeaseEnd.Replaced => new InstanceReplacedException(),
                _ => new StoppingException(),
            };
        }
        finally
        {
            // Who stops keeps what the proxies have: the instances are still there.
            if (!lifetime.ApplicationStopping.IsCancellationRequested)
            {
                registry.Remove(lease, end);
            }
        }
    }

    // A process at a breakpoint answers nothing, its host's TCP does. So this, and no ping of HTTP/2, finds a host that is gone.
    private static void WatchHost(HttpContext http)
    {
        if (http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        }
    }

    private async Task HearAsync(InstanceLease lease, RegisterRequest request, IServerStreamWriter<RegisterResponse> responses, HttpContext http, CancellationToken lateEnd)
    {
        if (request.Instance is not { } told)
        {
            lease.Hear();
            if (lease.Current is null && !lease.Token.IsCancellationRequested)
            {
                throw new InvalidRequestException(new FieldViolation("instance", "has to be in the first request"));
            }

            return;
        }

        var instance = InstanceRules.Read(told, PeerAddress.Of(http));
        lease.Hear(instance.IsDebugging ? Timeout.InfiniteTimeSpan : InstanceLease.SilenceLimit);
        registry.Put(lease, instance);
        while (views.Refresh(withDependents: false))
        {
        }

        await responses.WriteAsync(
            new RegisterResponse
            {
                ControlPlane = streams.Identifier,
                SilenceLimitMs = instance.IsDebugging ? 0 : (int)InstanceLease.SilenceLimit.TotalMilliseconds,
            },
            lateEnd);
    }
}
