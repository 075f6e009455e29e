using System.Diagnostics;
using Microsoft.Extensions.Options;
using WsGateway.Access;
using WsGateway.Doors;
using Yarp.ReverseProxy.Forwarder;

namespace WsGateway.Proxy;

/// <summary>Takes a request at a door, finds who serves it, and passes it on.</summary>
internal sealed class GatewayProxy(
    FrontDoors doors, BranchDecision decision, ForwardTransformer transformer, Upstreams upstreams, IHttpForwarder forwarder, AccessLog log, IOptions<GatewayOptions> options, TimeProvider time)
{
    private const string Overloaded = "x-gateway-overloaded";

    // The forwarder wants one; each attempt has its own.
    private const string AnyPrefix = "http://instance/";

    private readonly TimeSpan _patience = options.Value.RequestTimeout;
    private readonly ForwarderRequestConfig _forwarding = new() { Version = System.Net.HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, ActivityTimeout = options.Value.IdleTimeout };

    /// <summary>Serves a request.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        var since = time.GetTimestamp();
        var refusal = RequestGuard.Check(context, out var target);
        var entry = log.Begin(context.Request.Method, target);
        try
        {
            if (refusal is null)
            {
                entry.BranchAsked = decision.Apply(context.Request);
                refusal = await ForwardAsync(context, entry, target);
            }

            if (refusal is not null && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            {
                entry.Detail = refusal.Detail;
                await GatewayAnswer.WriteAsync(context, refusal);
            }
        }
        finally
        {
            entry.Describe(Activity.Current);
            log.End(entry, context, time.GetElapsedTime(since));
        }
    }

    private async Task<Refusal?> ForwardAsync(HttpContext context, AccessEntry entry, string target)
    {
        var door = doors.At(context.Connection.LocalPort);
        if (door.Find(entry.BranchAsked) is not { } cluster)
        {
            return Refuse(entry, Failure.NoInstance);
        }

        if (!cluster.TryEnter())
        {
            context.Response.Headers[Overloaded] = "true";
            return Refuse(entry, Failure.Overload);
        }

        var isGrpc = GatewayAnswer.IsGrpc(context.Request);
        var isRead = IsSafe(context.Request.Method) || (isGrpc && door.IsRead(context.Request.Path));
        var call = new ForwardCall(context, entry, upstreams, door, cluster, isRead, target, isGrpc ? Timeout.InfiniteTimeSpan : _patience);
        context.Features.Set(call);
        try
        {
            var error = await forwarder.SendAsync(context, AnyPrefix, call, _forwarding, transformer, call.Cut);
            return error == ForwarderError.None ? null : Explain(context, entry, call, error);
        }
        finally
        {
            await call.EndAsync();
            call.Dispose();
            cluster.Leave();
        }
    }

    private static Refusal? Explain(HttpContext context, AccessEntry entry, ForwardCall call, ForwarderError error)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            return Refuse(entry, Failure.Caller);
        }

        if (error == ForwarderError.ResponseBodyDestination)
        {
            call.BreakOff();
        }

        if (context.Response.HasStarted)
        {
            entry.Flags = Flag(call.Failure);
            entry.Detail = "answer_broke_off";
            return null;
        }

        context.Response.Clear();
        return Refuse(entry, call.Failure == Failure.None ? Failure.Timeout : call.Failure);
    }

    private static Refusal Refuse(AccessEntry entry, Failure failure)
    {
        entry.Flags = Flag(failure);
        return failure switch
        {
            Failure.Caller => new(StatusCodes.Status400BadRequest, "request_broke_off", "The body of the request did not come as announced."),
            Failure.Timeout => new(StatusCodes.Status504GatewayTimeout, "response_timeout", "The service did not answer in time."),
            Failure.Overload => new(StatusCodes.Status503ServiceUnavailable, "overflow", "Too many requests of this branch are in flight."),
            Failure.NoInstance => new(StatusCodes.Status503ServiceUnavailable, "no_instance", "There is no instance of the service."),
            Failure.Connect => new(StatusCodes.Status503ServiceUnavailable, "connection_failure", "No instance of the service can be reached."),
            _ => new(StatusCodes.Status503ServiceUnavailable, "upstream_reset", "The service broke off before it answered."),
        };
    }

    private static string? Flag(Failure failure) => failure switch
    {
        Failure.None => null,
        Failure.Connect => "UF",
        Failure.Timeout => "UT",
        Failure.Caller => "DC",
        Failure.Overload => "UO",
        Failure.NoInstance => "UH",
        _ => "UC",
    };

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
