using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.AspNetCore.Http;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;
using Status = Google.Rpc.Status;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Writes a <c>google.rpc.Status</c> as JSON, as the library does for errors of methods.</summary>
internal static class JsonError
{
    private static readonly JsonFormatter s_formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithTypeRegistry(DetailTypes));
    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The details that an error may carry.</summary>
    public static TypeRegistry DetailTypes => TypeRegistry.FromMessages(
        ErrorInfo.Descriptor, BadRequest.Descriptor, RetryInfo.Descriptor, PreconditionFailure.Descriptor, QuotaFailure.Descriptor, ResourceInfo.Descriptor);

    public static async Task WriteAsync(HttpResponse response, int httpStatus, Status status)
    {
        using var document = JsonDocument.Parse(s_formatter.Format(status));
        using var json = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(json, s_compact))
        {
            document.WriteTo(writer);
        }

        response.StatusCode = httpStatus;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            await response.Body.WriteAsync(json.GetBuffer().AsMemory(0, (int)json.Length), response.HttpContext.RequestAborted);
        }
    }
}
