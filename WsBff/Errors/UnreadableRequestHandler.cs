using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace WsBff.Errors;

/// <summary>Turns a request that the framework could not read (JSON, a number in the path or query, a body over the limit) into a problem
/// that names the field and what was expected there.</summary>
internal sealed class UnreadableRequestHandler(
    IProblemDetailsService problems,
    IOptions<JsonOptions> json,
    ILogger<UnreadableRequestHandler> logger) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException unreadable)
        {
            return false;
        }

        var endpoint = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        logger.RequestUnreadable(endpoint?.DisplayName, unreadable.StatusCode, exception);
        httpContext.Response.StatusCode = unreadable.StatusCode;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = Problem(httpContext.Request, endpoint, unreadable),
        });
    }

    private ProblemDetails Problem(HttpRequest request, Endpoint? endpoint, BadHttpRequestException unreadable)
    {
        if (unreadable.StatusCode != StatusCodes.Status400BadRequest)
        {
            return new ProblemDetails { Status = unreadable.StatusCode };
        }

        var errors = new FieldErrors();
        if (unreadable.InnerException is JsonException fault)
        {
            var body = endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
            JsonFaults.Describe(fault, body, json.Value.SerializerOptions, errors);
        }
        else
        {
            ParameterFaults.Describe(request, endpoint, errors);
        }

        return errors.IsEmpty
            ? new ProblemDetails { Status = unreadable.StatusCode, Detail = "The request cannot be read; a body is required and must be JSON." }
            : Problems.InvalidFields(errors.ToDictionary());
    }
}
