using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using WsAspire.ServiceDefaults.Errors;
using ProblemDetails = Microsoft.AspNetCore.Mvc.ProblemDetails;

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
        if (Status(httpContext.Request, exception) is not { } status)
        {
            return false;
        }

        var original = httpContext.Features.Get<IExceptionHandlerFeature>()!;
        logger.RequestUnreadable(original.Endpoint?.DisplayName, status, exception);
        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = status == StatusCodes.Status400BadRequest
                ? Faults(httpContext.Request, original, exception.InnerException as JsonException)
                : new ProblemDetails { Status = status },
        });
    }

    private static int? Status(HttpRequest request, Exception exception) => exception switch
    {
        BadHttpRequestException unreadable => unreadable.StatusCode,
        InvalidOperationException when HasUnknownCharset(request) => StatusCodes.Status415UnsupportedMediaType,
        _ => null,
    };

    private static bool HasUnknownCharset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue && type.Encoding is null;

    private ProblemDetails Faults(HttpRequest request, IExceptionHandlerFeature original, JsonException? fault)
    {
        var errors = new FieldErrors();
        var reason = FrameErrorReasons.InvalidField;
        if (fault is not null)
        {
            var body = original.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
            reason = JsonFaults.Describe(fault, body, json.Value.SerializerOptions, errors);
        }
        else
        {
            ParameterFaults.Describe(original.RouteValues, request.Query, original.Endpoint, errors);
        }

        if (errors.IsEmpty)
        {
            errors.Require("body", null);
        }

        return Problems.InvalidFields(errors.ToDictionary(), reason);
    }
}
