using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using WsAspire.Branching;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Makes the branch that a request asks for that of the code which serves it, of its span and of its lines in the log, and answers who served. A request that says nothing of
/// a branch passes at the cost of a few look-ups, where this process has nothing to do with branches.</summary>
internal sealed class BranchMiddleware(RequestDelegate next, RequestBranch reader, OwnBranch own, IOptions<BranchingOptions> options, ILogger<BranchMiddleware> logger)
{
    private readonly bool _entry = options.Value.Entry;

    public Task InvokeAsync(HttpContext context)
    {
        var choice = reader.Read(context.Request);
        return choice.IsMade || own.AlwaysAnswers ? ServeAsync(context, choice) : next(context);
    }

    // What is set here for the flow ends with the method.
    private async Task ServeAsync(HttpContext context, BranchChoice choice)
    {
        var served = new ServedList(own.Serves(choice, context.Request.Headers[BranchHeaders.Cluster]));
        var branch = choice.IsInvalid ? own.Default : choice.Branch;
        var flow = new BranchContext(branch, served);
        using var use = BranchContext.Use(flow);
        if (branch is not null)
        {
            context.Features.Set(flow);

            // Its propagator writes all of the header, or nothing.
            Baggage.SetBaggage(BranchHeaders.Member, branch);
        }

        Describe(Activity.Current, served.Own, choice.Branch);
        if (_entry && HttpMethods.IsGet(context.Request.Method) && EntryBy(context.Request, choice) is { } entry)
        {
            BranchCookie.Write(context, entry);
        }

        context.Response.OnStarting(static state => WriteAsync((Answer)state), new Answer(context, served));
        using var scope = logger.BeginScope(new BranchLogScope(own.Branch, choice.Branch));
        await next(context);
    }

    // A proxy in front writes what a query says into the header; the query is still there.
    private static BranchChoice? EntryBy(HttpRequest request, BranchChoice choice)
    {
        if (choice.Source == BranchSource.Query)
        {
            return choice;
        }

        return choice is { Source: BranchSource.Header, Branch: not null } && request.QueryString.HasValue
            && BranchRules.Choose([], query: request.QueryString.Value) is { Source: BranchSource.Query } entry && entry.Branch == choice.Branch
            ? entry
            : null;
    }

    private static void Describe(Activity? span, ServedBy served, string? asked)
    {
        if (span?.IsAllDataRequested != true)
        {
            return;
        }

        span.SetTag(BranchLogScope.Branch, served.Branch);
        if (asked is not null)
        {
            span.SetTag(BranchLogScope.Asked, asked);
        }

        if (served.Reason != ServedReason.None)
        {
            span.SetTag(BranchLogScope.Reason, served.Reason.ToText());
        }
    }

    // An answer of gRPC that has messages has trailers after them.
    private static Task WriteAsync(Answer answer)
    {
        var response = answer.Context.Response;
        if (!ErrorAnswer.IsGrpc(answer.Context.Request) || response.Headers.GrpcStatus.Count > 0)
        {
            response.Headers[BranchHeaders.Served] = answer.Served.ToString();
        }

        return Task.CompletedTask;
    }

    private sealed record Answer(HttpContext Context, ServedList Served);
}
