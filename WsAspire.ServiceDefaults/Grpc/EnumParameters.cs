using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using WsAspire.ServiceDefaults.Grpc.Faults;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Lets the query name a value of an enum as the answers do, without prefix: there the library knows the full name only.</summary>
internal static class EnumParameters
{
    public static void Expand(HttpRequest request, MessageDescriptor input)
    {
        if (!request.QueryString.HasValue)
        {
            return;
        }

        Dictionary<string, StringValues>? expanded = null;
        foreach (var (name, values) in request.Query)
        {
            if (FieldPath.TryFind(input, name, out var path) && path.Field.FieldType == FieldType.Enum)
            {
                expanded ??= new Dictionary<string, StringValues>(request.Query, StringComparer.OrdinalIgnoreCase);
                expanded[name] = values.Select(value => EnumNames.Find(path.Field.EnumType, value ?? "")?.Name ?? value).ToArray();
            }
        }

        if (expanded is not null)
        {
            request.Query = new QueryCollection(expanded);
        }
    }
}
