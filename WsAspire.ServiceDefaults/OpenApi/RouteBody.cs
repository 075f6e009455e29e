using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>The body of a binding: the request without what the path sets, or one field of it.</summary>
internal static class RouteBody
{
    /// <summary>Null where the binding has no body.</summary>
    public static OpenApiRequestBody? Of(MessageDescriptor input, HttpRule rule, PathTemplate path, MessageSchemas schemas, FieldRules rules)
    {
        if (rule.Body.Length == 0)
        {
            return null;
        }

        var field = rule.Body == "*" ? null : input.FindFieldByName(rule.Body);
        var message = field is null ? input : field is { FieldType: FieldType.Message, IsRepeated: false } ? field.MessageType : null;
        var inPath = path.Parameters.Select(parameter => parameter.Field).ToHashSet();
        return new OpenApiRequestBody
        {
            // An empty body is an empty message.
            Required = field is null ? rules.RefuseDefaultOfAny(input, inPath) : rules.At(field.Name).RefuseDefault(field),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [message?.FullName == HttpBody.Descriptor.FullName ? "*/*" : "application/json"] = new OpenApiMediaType
                {
                    Schema = field is null ? Whole(input, inPath, schemas, rules) : rules.At(field.Name).Constrain(schemas.Described(field), field),
                },
            },
        };
    }

    private static IOpenApiSchema Whole(MessageDescriptor input, HashSet<string?> inPath, MessageSchemas schemas, FieldRules rules)
    {
        if (rules.IsEmpty && !input.Fields.InDeclarationOrder().Any(field => inPath.Contains(field.Name)))
        {
            return schemas.Of(input);
        }

        var schema = schemas.Without(input, field => inPath.Contains(field.Name));
        rules.ConstrainMembers(schema, input);
        return schema;
    }
}
