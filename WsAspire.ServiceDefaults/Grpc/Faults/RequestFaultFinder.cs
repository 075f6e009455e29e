using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Grpc.Faults;

/// <summary>Looks for what is wrong with a request: body, path and query against the method's descriptor.</summary>
internal static class RequestFaultFinder
{
    /// <summary>Finds the faults; null where there is none.</summary>
    /// <param name="method">The method's route.</param>
    /// <param name="request">Gives path and query.</param>
    /// <param name="body">The body as it came; empty where none is read as JSON.</param>
    /// <param name="strict">Whether an unknown name in the body is a fault.</param>
    public static RequestFault? Find(JsonMethod method, HttpRequest request, ReadOnlyMemory<byte> body, bool strict)
    {
        var violations = new List<FieldViolation>();
        if (method.TakesJson)
        {
            body = SkipByteOrderMark(body);
            if (FindMalformed(body.Span) is { } malformed)
            {
                return new RequestFault(FrameErrorReasons.MalformedJson, [new FieldViolation("", malformed)]);
            }

            violations.AddRange(FindInBody(method, body, strict));
        }

        violations.AddRange(ParameterFaultFinder.Find(method.Input, method.Body, request));
        return violations.Count == 0 ? null : new RequestFault(FrameErrorReasons.InvalidField, violations);
    }

    /// <summary>Says at least that the request is not of the method's form.</summary>
    public static RequestFault Unknown(JsonMethod method) =>
        new(FrameErrorReasons.InvalidField, [new FieldViolation("", $"The request is no valid {method.Input.FullName}.")]);

    private static string? FindMalformed(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return "The body is not valid UTF-8.";
        }

        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonDoubts.MaxDepth });
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

    private static IReadOnlyList<FieldViolation> FindInBody(JsonMethod method, ReadOnlyMemory<byte> body, bool strict)
    {
        try
        {
            return new JsonFaultFinder(body, strict).Find(method.Input, method.Body);
        }
        catch (InvalidOperationException)
        {
            return [new FieldViolation("", "The body holds half of a surrogate pair.")];
        }
    }

    public static ReadOnlyMemory<byte> SkipByteOrderMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
}
