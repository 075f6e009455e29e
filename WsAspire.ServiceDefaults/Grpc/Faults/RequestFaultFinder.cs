using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Grpc.Faults;

/// <summary>Looks again, after the library refused a request, for what was wrong: body, path and query against the method's descriptor.</summary>
internal static class RequestFaultFinder
{
    /// <summary>Finds the faults; says at least that the request is not of the method's form.</summary>
    public static RequestFault Find(GrpcJsonTranscodingMetadata method, HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var input = method.MethodDescriptor.InputType;
        var violations = new List<FieldViolation>();
        if (method.HttpRule.Body.Length > 0)
        {
            body = SkipByteOrderMark(body);
            if (FindMalformed(body.Span) is { } malformed)
            {
                return new RequestFault(FrameErrorReasons.MalformedJson, [new FieldViolation("", malformed)]);
            }

            violations.AddRange(FindInBody(input, method.HttpRule.Body, body));
        }

        violations.AddRange(ParameterFaultFinder.Find(input, method.HttpRule.Body, request));
        if (violations.Count == 0)
        {
            violations.Add(new FieldViolation("", $"The request is no valid {input.FullName}."));
        }

        return new RequestFault(FrameErrorReasons.InvalidField, violations);
    }

    private static string? FindMalformed(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return "The body is not valid UTF-8.";
        }

        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException exception)
        {
            // The first sentence says what; the rest is advice to programmers, and the position counted from 0.
            var text = exception.Message.Split(". ")[0];
            return $"Malformed JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}: {text}.";
        }
    }

    private static IReadOnlyList<FieldViolation> FindInBody(MessageDescriptor input, string bodyField, ReadOnlyMemory<byte> body)
    {
        try
        {
            return new JsonFaultFinder(body).Find(input, bodyField);
        }
        catch (InvalidOperationException)
        {
            return [new FieldViolation("", "The body holds half of a surrogate pair.")];
        }
    }

    private static ReadOnlyMemory<byte> SkipByteOrderMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
}
