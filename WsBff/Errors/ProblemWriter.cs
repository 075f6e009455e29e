using System.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace WsBff.Errors;

/// <summary>Writes every problem as <c>application/problem+json</c>, whatever the request accepts: the framework's own writer leaves a
/// browser that asks for HTML without an answer.</summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
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
        problem.Extensions[Problems.TraceId] = Activity.Current?.TraceId.ToHexString() ?? context.HttpContext.TraceIdentifier;

        return new ValueTask(context.HttpContext.Response.WriteAsJsonAsync(
            problem,
            options: null,
            contentType: "application/problem+json",
            context.HttpContext.RequestAborted));
    }
}
