using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>Adds the errors of an operation to its answer: those that its comment names, those of each body, and all others as the default.</summary>
internal static partial class ErrorResponses
{
    private static readonly Dictionary<string, int> s_statuses = new()
    {
        ["CANCELLED"] = 499,
        ["UNKNOWN"] = 500,
        ["INVALID_ARGUMENT"] = 400,
        ["DEADLINE_EXCEEDED"] = 504,
        ["NOT_FOUND"] = 404,
        ["ALREADY_EXISTS"] = 409,
        ["PERMISSION_DENIED"] = 403,
        ["RESOURCE_EXHAUSTED"] = 429,
        ["FAILED_PRECONDITION"] = 400,
        ["ABORTED"] = 409,
        ["OUT_OF_RANGE"] = 400,
        ["UNIMPLEMENTED"] = 501,
        ["INTERNAL"] = 500,
        ["UNAVAILABLE"] = 503,
        ["DATA_LOSS"] = 500,
        ["UNAUTHENTICATED"] = 401,
    };

    public static OpenApiResponses After(OpenApiResponse answer, MessageSchemas schemas, string? comment, bool hasInput, bool hasBody)
    {
        var texts = new SortedDictionary<int, string>();
        foreach (Match match in Code().Matches(comment ?? ""))
        {
            Add(s_statuses[match.Groups[1].Value], match.Value.TrimEnd(' ', ',', '\n').ReplaceLineEndings(" "));
        }

        if (hasInput && !texts.ContainsKey(400))
        {
            Add(400, "INVALID_ARGUMENT if a field cannot be read");
        }

        if (hasBody)
        {
            Add(413, "RESOURCE_EXHAUSTED if the body is too large");
            Add(415, "INVALID_ARGUMENT if the body is no JSON in UTF-8");
        }

        var responses = new OpenApiResponses { ["200"] = answer };
        foreach (var (status, text) in texts)
        {
            responses[$"{status}"] = Error(schemas, $"{text}.");
        }

        responses["default"] = Error(schemas, "Any other error.");
        return responses;

        void Add(int status, string text) => texts[status] = texts.TryGetValue(status, out var before) ? $"{before}; {text}" : text;
    }

    private static OpenApiResponse Error(MessageSchemas schemas, string description) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new OpenApiMediaType { Schema = schemas.Of(Google.Rpc.Status.Descriptor) } },
    };

    // A code, and what follows it up to the next one or the end of the sentence.
    [GeneratedRegex(
        @"\b(CANCELLED|UNKNOWN|INVALID_ARGUMENT|DEADLINE_EXCEEDED|NOT_FOUND|ALREADY_EXISTS|PERMISSION_DENIED|RESOURCE_EXHAUSTED|FAILED_PRECONDITION|ABORTED|OUT_OF_RANGE|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS|UNAUTHENTICATED)\b"
        + @"[^.]*?(?=,?\s+(?:or\s+)?(?:CANCELLED|UNKNOWN|INVALID_ARGUMENT|DEADLINE_EXCEEDED|NOT_FOUND|ALREADY_EXISTS|PERMISSION_DENIED|RESOURCE_EXHAUSTED|FAILED_PRECONDITION|ABORTED|OUT_OF_RANGE|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS|UNAUTHENTICATED)\b|\.|$)")]
    private static partial Regex Code();
}
