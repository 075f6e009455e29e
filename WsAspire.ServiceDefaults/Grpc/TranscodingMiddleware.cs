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
internal sealed class TranscodingMiddleware
{
    private readonly RequestDelegate _next;
    private readonly HeaderRules _rules;
    private readonly ServiceIdentity _service;
    private TranscodingOptions _options;

    public TranscodingMiddleware(RequestDelegate next, IOptionsMonitor<TranscodingOptions> options, HeaderRules rules, ServiceIdentity service)
    {
        _next = next;
        _rules = rules;
        _service = service;
        _options = options.CurrentValue;
        options.OnChange(changed => _options = changed);
    }

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is { } metadata ? CallAsync(context, JsonMethod.Of(metadata)) : _next(context);

    private async Task CallAsync(HttpContext context, JsonMethod method)
    {
        if (!method.TakesBody)
        {
            await AnswerAsync(context, method, null);
            return;
        }

        if (method.TakesJson && !JsonContentType.IsAccepted(context.Request, _options.LenientContentType))
        {
            await RefuseAsync(
                context,
                StatusCodes.Status415UnsupportedMediaType,
                StatusCode.InvalidArgument,
                FrameErrorReasons.UnsupportedContent,
                "The body must be application/json in UTF-8, not compressed.");
            return;
        }

        RequestBody body;
        try
        {
            body = await RequestBody.ReadAsync(context.Request, _options.MaxBodySize);
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

    private async Task AnswerAsync(HttpContext context, JsonMethod method, RequestBody? body)
    {
        var strict = _options.Strict;
        if (body is not null && method.TakesJson)
        {
            body.ReplaceIfBlank(method.BlankBody);
            if ((strict || JsonDoubts.Exist(body.Span)) && RequestFaultFinder.Find(method, context.Request, body.Memory, strict) is { } fault)
            {
                await RefuseAsync(context, fault);
                return;
            }

            if (context.Request.ContentType != JsonContentType.Json)
            {
                context.Request.ContentType = JsonContentType.Json;
            }
        }

        var parameters = QueryParameters.Read(context.Request, method);
        if (parameters is { Violations.Count: > 0 })
        {
            await RefuseAsync(context, new RequestFault(FrameErrorReasons.InvalidField, parameters.Violations));
            return;
        }

        var inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        if (await TryCallAsync(context, method, inner, parameters, body, body?.Memory ?? default))
        {
            return;
        }

        if (RequestFaultFinder.Find(method, context.Request, body?.Memory ?? default, strict) is { } unreadable)
        {
            await RefuseAsync(context, unreadable);
        }
        else if (!method.TakesJson
            || JsonNormalizer.Rewrite(RequestFaultFinder.SkipByteOrderMark(body!.Memory), method) is not { } rewritten
            || !await TryCallAsync(context, method, inner, parameters, new MemoryStream(rewritten), rewritten))
        {
            await RefuseAsync(context, RequestFaultFinder.Unknown(method));
        }
    }

    // False where the library could not read the request: nothing is written then, and nothing of the service has run.
    private async Task<bool> TryCallAsync(
        HttpContext context, JsonMethod method, IHttpResponseBodyFeature inner, QueryParameters? parameters, Stream? source, ReadOnlyMemory<byte> body)
    {
        if (source is not null)
        {
            context.Request.Body = source;
        }

        var call = new TranscodedCall(context, inner, method, _rules, _options.WrapStreams) { Body = body, Entries = parameters?.Entries ?? [] };
        context.Features.Set<IHttpResponseBodyFeature>(call);
        await _next(context);
        if (!call.IsUnreadable)
        {
            await call.FinishAsync();
            return true;
        }

        context.Features.Set(inner);
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = null;
        return false;
    }

    private Task RefuseAsync(HttpContext context, RequestFault fault) =>
        RefuseAsync(context, StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, fault.Reason, ErrorStatus.Summarize(fault.Violations), fault.Violations);

    private Task RefuseBodyAsync(HttpContext context, int httpStatus) => httpStatus == StatusCodes.Status413PayloadTooLarge
        ? RefuseAsync(context, httpStatus, StatusCode.ResourceExhausted, FrameErrorReasons.BodyTooLarge, $"The body may have {_options.MaxBodySize} bytes.")
        : RefuseAsync(context, httpStatus, StatusCode.InvalidArgument, FrameErrorReasons.BodyNotReceived, "The body did not arrive as promised, or too slowly.");

    private Task RefuseAsync(HttpContext context, int httpStatus, StatusCode code, string reason, string message, IReadOnlyList<FieldViolation>? violations = null) =>
        JsonError.WriteAsync(context.Response, httpStatus, ErrorStatus.Create(code, _service.Name, reason, message, violations));
}
