using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.OpenApi;
using WsAspire.ServiceDefaults.Grpc.Faults;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>Describes messages as the JSON face writes them. A message and an enum are components, named as in the contract.</summary>
internal sealed class MessageSchemas(OpenApiDocument document, ProtoComments comments, GrpcJsonSettings json)
{
    private readonly HashSet<string> _known = [];

    /// <summary>What a message looks like; a reference, unless it has a form of its own in JSON.</summary>
    public IOpenApiSchema Of(MessageDescriptor message) =>
        WellKnownSchemas.Find(message, json.WriteInt64sAsStrings) as IOpenApiSchema ?? Component(message.FullName, schema => Fill(schema, message, _ => false));

    /// <summary>What a field looks like, without what validators say of it.</summary>
    public IOpenApiSchema Of(FieldDescriptor field)
    {
        if (field.IsMap)
        {
            return new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = One(field.MessageType.FindFieldByName("value")) };
        }

        return field.IsRepeated ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = One(field) } : One(field);
    }

    /// <summary>A message without some of its fields, in place.</summary>
    public OpenApiSchema Without(MessageDescriptor message, Predicate<FieldDescriptor> leftOut)
    {
        var schema = new OpenApiSchema { Title = message.Name };
        Fill(schema, message, leftOut);
        return schema;
    }

    /// <summary>The field with its comment. A schema of its own, which may be changed.</summary>
    public IOpenApiSchema Described(FieldDescriptor field)
    {
        var schema = Of(field);
        schema.Description = Description(field) ?? (schema is OpenApiSchema ? schema.Description : null);
        switch (schema)
        {
            case OpenApiSchema own:
                own.Deprecated = IsDeprecated(field);
                break;
            case OpenApiSchemaReference reference when IsDeprecated(field):
                reference.Deprecated = true;
                break;
        }

        return schema;
    }

    private string? Description(FieldDescriptor field)
    {
        var comment = comments.Of(field.FullName, field.ContainingType) ?? WellKnownSchemas.Comment(field.FullName);
        if (field.RealContainingOneof is not { } oneof)
        {
            return comment;
        }

        var others = string.Join(", ", oneof.Fields.Where(other => other != field).Select(other => other.JsonName));
        return others.Length == 0 ? comment : $"{(comment is null ? "" : comment + "\n\n")}Excludes {others} (oneof {oneof.Name}).";
    }

    private static bool IsDeprecated(FieldDescriptor field) => field.GetOptions()?.Deprecated == true;

    private IOpenApiSchema One(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message or FieldType.Group => Of(field.MessageType),
        FieldType.Enum => field.EnumType.FullName == "google.protobuf.NullValue" ? new OpenApiSchema { Type = JsonSchemaType.Null } : Of(field.EnumType, field.ContainingType),
        var type => WellKnownSchemas.Scalar(type, json.WriteInt64sAsStrings),
    };

    private IOpenApiSchema Of(EnumDescriptor type, MessageDescriptor user)
    {
        if (json.WriteEnumsAsIntegers)
        {
            return new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" };
        }

        return Component(type.FullName, schema =>
        {
            schema.Type = JsonSchemaType.String;
            var names = json.RemoveEnumPrefix ? EnumNames.Of(type) : type.Values.Select(value => value.Name);
            schema.Enum = [.. names.Select(name => JsonValue.Create(name))];
            var values = type.Values.Zip(schema.Enum, (value, name) => (Name: name, Comment: comments.Of($"{type.FullName}.{value.Name}", user)));
            schema.Description = string.Join("\n", [comments.Of(type.FullName, user), "", .. values.Where(value => value.Comment is not null).Select(value => $"- `{value.Name}`: {value.Comment}")]).Trim();
        });
    }

    private OpenApiSchemaReference Component(string name, Action<OpenApiSchema> fill)
    {
        // Known before it is filled: a message may hold itself.
        if (_known.Add(name))
        {
            var schema = new OpenApiSchema();
            document.AddComponent<IOpenApiSchema>(name, schema);
            fill(schema);
        }

        return new OpenApiSchemaReference(name, document);
    }

    private void Fill(OpenApiSchema schema, MessageDescriptor message, Predicate<FieldDescriptor> leftOut)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Description = comments.Of(message.FullName, message) ?? WellKnownSchemas.Comment(message.FullName);
        schema.Deprecated = message.GetOptions()?.Deprecated == true;
        schema.Properties = new Dictionary<string, IOpenApiSchema>();
        foreach (var field in message.Fields.InDeclarationOrder().Where(field => !leftOut(field)))
        {
            schema.Properties[field.JsonName] = Described(field);
        }

        schema.Not = AtMostOne(message, schema.Properties);
    }

    // Of a oneof at most one member may be there: no pair of them.
    private static OpenApiSchema? AtMostOne(MessageDescriptor message, IDictionary<string, IOpenApiSchema> properties)
    {
        var pairs = new List<IOpenApiSchema>();
        foreach (var oneof in message.Oneofs.Where(oneof => !oneof.IsSynthetic))
        {
            var names = oneof.Fields.Select(field => field.JsonName).Where(properties.ContainsKey).ToArray();
            pairs.AddRange(names.SelectMany((first, index) => names[(index + 1)..].Select(second => new OpenApiSchema { Required = new SortedSet<string> { first, second } })));
        }

        return pairs.Count == 0 ? null : new OpenApiSchema { AnyOf = pairs };
    }
}
