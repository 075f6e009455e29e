using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace WsAspire.ServiceDefaults.Tests;

/// <summary>Counts the calls that reach a service, and lets it fail as a server does that never runs the method.</summary>
public sealed class CallCounter
{
    private int _calls;

    /// <summary>Requests to a path that begins with <c>/ws.tests.</c> or <c>/hello.</c>.</summary>
    public int Calls => _calls;

    /// <summary>Given the number of a call from 1, the gRPC status to answer it with; 0 lets it through.</summary>
    public Func<int, int> Status { get; set; } = _ => 0;

    /// <summary>Header <c>grpc-retry-pushback-ms</c> of an answer with a status.</summary>
    public string? PushBack { get; set; }

    /// <summary>Ends when the first call that was let through has ended, in whatever way.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Puts the counter before the methods.</summary>
    public void Map(WebApplication app) => app.Use(async (HttpContext context, RequestDelegate next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/ws.tests.shapes.ShapeService") && !context.Request.Path.StartsWithSegments("/hello.HelloHTTP"))
        {
            await next(context);
            return;
        }

        var status = Status(Interlocked.Increment(ref _calls));
        if (status != 0)
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers.GrpcStatus = $"{status}";
            if (PushBack is not null)
            {
                context.Response.Headers["grpc-retry-pushback-ms"] = PushBack;
            }

            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            Ended.TrySetResult();
        }
    });
}
