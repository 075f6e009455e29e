using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http.HttpResults;

namespace WsBff.Errors;

/// <summary>Answers the problem of a failed back end call in place of the endpoint.</summary>
internal sealed class RpcProblemFilter(ILogger<RpcProblemFilter> logger) : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RpcException exception)
        {
            return Answer(context.HttpContext, exception);
        }
    }

    private ProblemHttpResult Answer(HttpContext http, RpcException exception)
    {
        var problem = RpcProblemDetails.From(exception, http.RequestAborted.IsCancellationRequested);
        var status = problem.Status.GetValueOrDefault();
        var endpoint = http.GetEndpoint()?.DisplayName;
        switch (status)
        {
            case RpcProblemDetails.ClientClosedRequest:
                logger.ClientGone(endpoint);
                break;
            case >= StatusCodes.Status500InternalServerError:
                logger.BackEndFailed(endpoint, status, exception.StatusCode, exception.Status.Detail);
                break;
            default:
                problem.Extensions.TryGetValue(Problems.Reason, out var reason);
                logger.BackEndRefused(endpoint, status, exception.StatusCode, reason as string);
                break;
        }

        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            http.Response.Headers.RetryAfter = RpcProblemDetails.RetryAfterSeconds(exception).ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Problem(problem);
    }
}
