using Google.Protobuf.Reflection;
using Microsoft.OpenApi;
using WsAspire.ServiceDefaults.Grpc;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>The parameters of a binding: fields in the path, and in the query what is in neither path nor body.</summary>
internal sealed class RouteParameters(MessageSchemas schemas, FieldRules rules)
{
    public IEnumerable<IOpenApiParameter> InPath(MessageDescriptor input, PathTemplate path)
    {
        foreach (var parameter in path.Parameters)
        {
            var field = parameter.Field is not null && FieldPath.TryFind(input, parameter.Field, out var found) ? found.Field : null;
            var schema = field is not null && parameter.IsWhole ? schemas.Of(field) : new OpenApiSchema { Type = JsonSchemaType.String };
            if (field is not null && parameter.IsWhole)
            {
                schema = rules.At(parameter.Field!).Constrain(schema, field);
            }

            yield return new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Path,
                Required = true,
                Description = Describe(field, parameter),
                Schema = schema,
            };
        }
    }

    public IEnumerable<IOpenApiParameter> InQuery(MessageDescriptor input, string body, PathTemplate path)
    {
        var taken = path.Parameters.Select(parameter => parameter.Field).OfType<string>().Append(body).ToHashSet();
        return Below(input, "", "", rules, taken, []);
    }

    private IEnumerable<IOpenApiParameter> Below(MessageDescriptor message, string jsonPrefix, string prefix, FieldRules above, HashSet<string> taken, HashSet<MessageDescriptor> parents)
    {
        // A message that holds itself would have no end.
        if (!parents.Add(message))
        {
            yield break;
        }

        foreach (var field in message.Fields.InDeclarationOrder().Where(field => !field.IsMap && !taken.Contains(prefix + field.Name)))
        {
            var own = above.At(field.Name);
            if (field.FieldType == FieldType.Message && !WellKnownSchemas.IsText(field.MessageType))
            {
                // A list of messages, and what has any shape, does not fit into a query.
                var nested = field.IsRepeated || WellKnownSchemas.Find(field.MessageType, int64AsString: true) is not null
                    ? []
                    : Below(field.MessageType, $"{jsonPrefix}{field.JsonName}.", $"{prefix}{field.Name}.", own, taken, parents);
                foreach (var parameter in nested)
                {
                    yield return parameter;
                }

                continue;
            }

            yield return new OpenApiParameter
            {
                Name = jsonPrefix + field.JsonName,
                In = ParameterLocation.Query,
                Required = prefix.Length == 0 && own.RefuseDefault(field),
                Deprecated = field.GetOptions()?.Deprecated == true,
                Description = schemas.Described(field).Description,
                Schema = own.Constrain(schemas.Of(field), field),
            };
        }

        parents.Remove(message);
    }

    private string? Describe(FieldDescriptor? field, PathParameter parameter)
    {
        var comment = field is null ? null : schemas.Described(field).Description;
        var part = parameter.IsWhole || field is null ? null : $"A part of {field.Name}, which is {parameter.Pattern}.";
        var slashes = parameter.TakesSlashes ? "It may have several segments." : null;
        return string.Join(' ', new[] { comment, part, slashes }.OfType<string>()) is { Length: > 0 } text ? text : null;
    }
}
