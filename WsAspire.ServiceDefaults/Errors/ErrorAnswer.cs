using Google.Protobuf;
using Google.Rpc;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WsAspire.ServiceDefaults.Grpc;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;
using Status = Google.Rpc.Status;

namespace WsAspire.ServiceDefaults.Errors;

/// <summary>Answers a request that no method will see, in the form of the face that was asked: a status of gRPC, its JSON, or a problem (RFC 9457).</summary>
internal static class ErrorAnswer
{
    /// <summary>Whether the request is gRPC or gRPC-Web.</summary>
    public static bool IsGrpc(HttpRequest request) => request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Writes the error; the response must not have started.</summary>
    /// <param name="context">The request.</param>
    /// <param name="httpStatus">Status of the two faces that are plain HTTP.</param>
    /// <param name="status">The error, its text in ASCII. Of its details a problem shows reason and fields.</param>
    public static Task WriteAsync(HttpContext context, int httpStatus, Status status)
    {
        if (IsGrpc(context.Request))
        {
            WriteGrpc(context.Response, status);
            return Task.CompletedTask;
        }

        return HasJsonFace(context) ? JsonError.WriteAsync(context.Response, httpStatus, status) : WriteProblemAsync(context, httpStatus, status);
    }

    // No body: the status travels in the headers, and HTTP says 200.
    private static void WriteGrpc(HttpResponse response, Status status)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = response.HttpContext.Request.ContentType;
        response.Headers.GrpcStatus = status.Code.ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.Headers.GrpcMessage = Uri.EscapeDataString(status.Message).Replace("%20", " ", StringComparison.Ordinal);
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
    }

    // Where nothing is routed, the service's own face decides.
    private static bool HasJsonFace(HttpContext context) => context.GetEndpoint() is { } endpoint
        ? endpoint.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is not null
        : context.RequestServices.GetService<EndpointDataSource>()?.Endpoints.Any(other => other.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is not null) == true;

    private static async Task WriteProblemAsync(HttpContext context, int httpStatus, Status status)
    {
        var problem = new ProblemDetails { Status = httpStatus, Detail = status.Message };
        foreach (var detail in status.Details)
        {
            if (detail.TryUnpack<ErrorInfo>(out var info))
            {
                problem.Extensions[ProblemMembers.Reason] = info.Reason;
            }
            else if (detail.TryUnpack<BadRequest>(out var request))
            {
                problem.Extensions[ProblemMembers.Errors] = request.FieldViolations
                    .GroupBy(violation => violation.Field)
                    .ToDictionary(field => field.Key, field => field.Select(violation => violation.Description).ToArray());
            }
        }

        context.Response.StatusCode = httpStatus;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }
}
