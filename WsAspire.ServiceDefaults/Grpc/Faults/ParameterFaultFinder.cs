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
        if (!FieldPath.TryFind(input, name, out var path))
        {
            return null;
        }

        if (path.CrossesList)
        {
            return new FieldViolation(path.Text, "cannot be given as a parameter");
        }

        if (values.Count > 1 && !path.Field.IsRepeated)
        {
            return new FieldViolation(path.Text, "is given more than once");
        }

        return values.FirstOrDefault(value => !ScalarText.Takes(path.Field, value ?? "")) is { } wrong
            ? new FieldViolation(path.Text, $"expected {ScalarText.Expected(path.Field, wrong)}, got {JsonText.Quote(wrong)}")
            : null;
    }
}
