using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using WsAspire.ServiceDefaults.Errors;

namespace WsBff.Errors;

/// <summary>Says in the caller's own words what System.Text.Json could not read: its messages name our types.</summary>
internal static partial class JsonFaults
{
    /// <summary>Adds the fault under the field where it lies.</summary>
    /// <param name="fault">What the reader threw.</param>
    /// <param name="body">The type that was read. Null where it is not known.</param>
    /// <param name="options">How it was read.</param>
    /// <param name="errors">Takes the fault.</param>
    /// <returns>The reason: no JSON at all, or a field.</returns>
    public static string Describe(JsonException fault, Type? body, JsonSerializerOptions options, FieldErrors errors)
    {
        var path = fault.Path is null or "$" ? "" : fault.Path.TrimStart('$').TrimStart('.');
        var field = path is "" ? "body" : path;
        if (fault.InnerException is JsonException)
        {
            var position = string.Create(
                CultureInfo.InvariantCulture,
                $"line {fault.LineNumber.GetValueOrDefault() + 1}, byte {fault.BytePositionInLine.GetValueOrDefault() + 1}");
            errors.Add(field, $"is not JSON: {position}");
            return FrameErrorReasons.MalformedJson;
        }

        errors.Add(field, Expected(path, body, options));
        return FrameErrorReasons.InvalidField;
    }

    private static string Expected(string path, Type? body, JsonSerializerOptions options)
    {
        var type = body;
        foreach (var step in Steps().EnumerateMatches(path))
        {
            type = Next(type, path.AsSpan(step.Index, step.Length), options);
            if (type is null)
            {
                return "is not known";
            }
        }

        return type is null ? "is not what was expected" : $"must be {Name(type, options)}, given once";
    }

    private static Type? Next(Type? type, ReadOnlySpan<char> step, JsonSerializerOptions options)
    {
        if (type is null)
        {
            return null;
        }

        var info = options.GetTypeInfo(type);
        if (step[0] == '[')
        {
            return info.ElementType;
        }

        foreach (var property in info.Properties)
        {
            if (step.Equals(property.Name, StringComparison.OrdinalIgnoreCase))
            {
                return property.PropertyType;
            }
        }

        return null;
    }

    private static string Name(Type type, JsonSerializerOptions options)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(int))
        {
            return "a whole number of at most 2147483647";
        }

        if (plain == typeof(long))
        {
            return "a whole number";
        }

        if (plain == typeof(string))
        {
            return "text in valid Unicode";
        }

        return options.GetTypeInfo(plain).Kind is JsonTypeInfoKind.Enumerable ? "a list" : "an object";
    }

    [GeneratedRegex(@"\[\d+\]|[^.\[\]]+")]
    private static partial Regex Steps();
}
