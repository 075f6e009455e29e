using Google.Api;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Deadlines;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Grpc.Faults;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Makes the JSON face lenient in what it takes, bounded, and clear in what it refuses. It runs after routing, around the library.</summary>
internal sealed class TranscodingMiddleware(RequestDelegate next, IOptionsMonitor<TranscodingOptions> options, ServiceIdentity service)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is { } method ? CallAsync(context, method) : next(context);

    private async Task CallAsync(HttpContext context, GrpcJsonTranscodingMetadata method)
    {
        if (!TakesJson(method))
        {
            await AnswerAsync(context, method, default);
            return;
        }

        if (!JsonContentType.IsAccepted(context.Request.ContentType, options.CurrentValue.LenientContentType))
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument, FrameErrorReasons.UnsupportedContent, "The body must be application/json in UTF-8.");
            return;
        }

        RequestBody body;
        try
        {
            body = await RequestBody.ReadAsync(context.Request, options.CurrentValue.MaxBodySize);
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseBodyAsync(context, exception.StatusCode);
            return;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ConnectionResetException && !RequestDeadline.HasPassedFor(context))
        {
            // The caller has left.
            context.Abort();
            return;
        }

        using (body)
        {
            await AnswerAsync(context, method, body);
        }
    }

    private async Task AnswerAsync(HttpContext context, GrpcJsonTranscodingMetadata method, RequestBody? body)
    {
        if (body is not null)
        {
            body.ReplaceIfBlank(IsList(method) ? "[]"u8 : "{}"u8);
            if (JsonDuplicates.Exist(body.Span))
            {
                await RefuseAsync(context, RequestFaultFinder.Find(method, context.Request, body.Memory));
                return;
            }

            if (context.Request.ContentType != JsonContentType.Json)
            {
                context.Request.ContentType = JsonContentType.Json;
            }

            context.Request.Body = body.OpenStream();
        }

        EnumParameters.Expand(context.Request, method.MethodDescriptor.InputType);
        var inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var call = new TranscodedCall(context.Response, inner);
        context.Features.Set<IHttpResponseBodyFeature>(call);
        await next(context);
        if (call.IsUnreadable)
        {
            context.Features.Set(inner);
            await RefuseAsync(context, RequestFaultFinder.Find(method, context.Request, body?.Memory ?? default));
        }
    }

    private Task RefuseAsync(HttpContext context, RequestFault fault) =>
        RefuseAsync(context, StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, fault.Reason, ErrorStatus.Summarize(fault.Violations), fault.Violations);

    private Task RefuseBodyAsync(HttpContext context, int httpStatus) => httpStatus == StatusCodes.Status413PayloadTooLarge
        ? RefuseAsync(context, httpStatus, StatusCode.ResourceExhausted, FrameErrorReasons.BodyTooLarge, $"The body may have {options.CurrentValue.MaxBodySize} bytes.")
        : RefuseAsync(context, httpStatus, StatusCode.InvalidArgument, FrameErrorReasons.BodyNotReceived, "The body did not arrive as promised, or too slowly.");

    private Task RefuseAsync(HttpContext context, int httpStatus, StatusCode code, string reason, string message, IReadOnlyList<FieldViolation>? violations = null) =>
        JsonError.WriteAsync(context.Response, httpStatus, ErrorStatus.Create(code, service.Name, reason, message, violations));

    private static bool TakesJson(GrpcJsonTranscodingMetadata method) => method.HttpRule.Body switch
    {
        "" => false,
        "*" => method.MethodDescriptor.InputType.FullName != HttpBody.Descriptor.FullName,
        var name => method.MethodDescriptor.InputType.FindFieldByName(name) is not { FieldType: FieldType.Message } field || field.MessageType.FullName != HttpBody.Descriptor.FullName,
    };

    private static bool IsList(GrpcJsonTranscodingMetadata method) =>
        method.HttpRule.Body != "*" && method.MethodDescriptor.InputType.FindFieldByName(method.HttpRule.Body) is { IsRepeated: true, IsMap: false };
}
