using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WsAspire.ServiceDefaults.Data;

namespace WsAspire.ServiceDefaults.Errors;

/// <summary>Turns what a plain HTTP route throws into the problem that a gRPC method's caller would get as a status: the same reason, the same fields.</summary>
internal sealed class ProblemExceptionHandler(IProblemDetailsService problems) : IExceptionHandler
{
    private const string DatabaseMessage = "The database cannot be reached now; try again.";

    /// <inheritdoc />
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken) => exception switch
    {
        // The caller has left, or his deadline passed: what is to be said then is said outside of here.
        _ when httpContext.RequestAborted.IsCancellationRequested && ErrorTranslation.IsCancellation(exception) => Leave(httpContext),
        ServiceException refusal => WriteAsync(httpContext, Problem(refusal), refusal.RetryAfter),
        _ when DatabaseFaults.IsUnreachable(exception) => WriteAsync(
            httpContext, Problem(StatusCodes.Status503ServiceUnavailable, DatabaseMessage, FrameErrorReasons.DatabaseUnavailable), null),
        _ => ValueTask.FromResult(false),
    };

    private static ValueTask<bool> Leave(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        return ValueTask.FromResult(true);
    }

    private static ProblemDetails Problem(ServiceException refusal)
    {
        var problem = Problem(HttpStatus.Of(refusal.Kind), refusal.Message, refusal.Reason);
        if (refusal.Violations.Count > 0)
        {
            problem.Extensions[ProblemMembers.Errors] = refusal.Violations
                .GroupBy(violation => violation.Field, violation => violation.Description)
                .ToDictionary(group => group.Key, group => group.ToArray());
        }

        return problem;
    }

    private static ProblemDetails Problem(int status, string detail, string reason) =>
        new() { Status = status, Detail = detail, Extensions = { [ProblemMembers.Reason] = reason } };

    private ValueTask<bool> WriteAsync(HttpContext context, ProblemDetails problem, TimeSpan? retryAfter)
    {
        context.Response.StatusCode = problem.Status.GetValueOrDefault();
        if (retryAfter is { } delay)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }
}
