using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Grpc.Faults;

/// <summary>Checks parameters of path and query against a message.</summary>
internal static class ParameterFaultFinder
{
    public static IEnumerable<FieldViolation> Find(MessageDescriptor input, string bodyField, HttpRequest request)
    {
        foreach (var (name, value) in request.RouteValues)
        {
            if (value is string text && Check(input, name, text) is { } violation)
            {
                yield return violation;
            }
        }

        foreach (var (name, values) in request.Query)
        {
            if (bodyField != "*" && !request.RouteValues.ContainsKey(name) && Check(input, name, values) is { } violation)
            {
                yield return violation;
            }
        }
    }

    private static FieldViolation? Check(MessageDescriptor input, string name, StringValues values)
    {
        if (!TryResolve(input, name, out var field, out var path))
        {
            return null;
        }

        if (values.Count > 1 && !field.IsRepeated)
        {
            return new FieldViolation(path, "is there more than once");
        }

        return values.FirstOrDefault(value => !ScalarText.Takes(field, value ?? "")) is { } wrong
            ? new FieldViolation(path, $"expected {ScalarText.Expected(field, wrong)}, got {JsonText.Quote(wrong)}")
            : null;
    }

    private static bool TryResolve(MessageDescriptor message, string name, [NotNullWhen(true)] out FieldDescriptor? field, out string path)
    {
        var owner = message;
        field = null;
        path = "";
        foreach (var part in name.Split('.'))
        {
            field = owner?.Fields.InDeclarationOrder().FirstOrDefault(field => field.Name == part || field.JsonName == part);
            if (field is null)
            {
                return false;
            }

            path = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            owner = field.FieldType == FieldType.Message ? field.MessageType : null;
        }

        return field is not null;
    }
}
