using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Errors;

/// <summary>Writes every problem as <c>application/problem+json</c>, whatever the request accepts: the framework's own writer leaves a
/// browser that asks for HTML without an answer.</summary>
internal sealed class ProblemWriter(IOptions<KestrelServerOptions> kestrel) : IProblemDetailsWriter
{
    /// <inheritdoc />
    public bool CanWrite(ProblemDetailsContext context) => true;

    /// <inheritdoc />
    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Status ??= context.HttpContext.Response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        problem.Type = "about:blank";
        if (problem.Detail is null)
        {
            Explain(problem, context.HttpContext.Response);
        }

        problem.Extensions[ProblemMembers.TraceId] = Activity.Current?.TraceId.ToHexString() ?? context.HttpContext.TraceIdentifier;

        return new ValueTask(context.HttpContext.Response.WriteAsJsonAsync(
            problem,
            options: null,
            contentType: "application/problem+json",
            context.HttpContext.RequestAborted));
    }

    // What the framework refuses by its status alone.
    private void Explain(ProblemDetails problem, HttpResponse response)
    {
        (problem.Detail, var reason) = problem.Status switch
        {
            StatusCodes.Status404NotFound => ("There is nothing at this path.", FrameErrorReasons.RouteNotFound),
            StatusCodes.Status405MethodNotAllowed =>
                ($"The method is not allowed here; allowed: {response.Headers.Allow}.", FrameErrorReasons.MethodNotAllowed),
            StatusCodes.Status413PayloadTooLarge => ($"The body may have {kestrel.Value.Limits.MaxRequestBodySize} bytes.", FrameErrorReasons.BodyTooLarge),
            StatusCodes.Status415UnsupportedMediaType => ("The body must be application/json.", FrameErrorReasons.UnsupportedContent),
            _ => (null, null),
        };
        if (reason is not null)
        {
            problem.Extensions[ProblemMembers.Reason] = reason;
        }
    }
}
