using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>Types that JSON writes in a form of its own: scalars, and the messages of Google that are not objects there.</summary>
internal static class WellKnownSchemas
{
    /// <summary>Null where the message is an object like any other.</summary>
    public static OpenApiSchema? Find(MessageDescriptor message, bool int64AsString) => message.FullName switch
    {
        "google.protobuf.Timestamp" => new() { Type = JsonSchemaType.String, Format = "date-time" },
        "google.protobuf.Duration" => new() { Type = JsonSchemaType.String, Pattern = @"^-?[0-9]+(\.[0-9]{1,9})?s$", Description = "Seconds, such as 1.5s." },
        "google.protobuf.FieldMask" => new() { Type = JsonSchemaType.String, Description = "Names of fields with commas between them." },
        "google.protobuf.Struct" => new() { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() },
        "google.protobuf.Value" => new(),
        "google.protobuf.ListValue" => new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema() },
        "google.protobuf.Empty" => new() { Type = JsonSchemaType.Object },
        "google.protobuf.Any" => new()
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["@type"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Which message this is." } },
            Required = new HashSet<string> { "@type" },
            AdditionalProperties = new OpenApiSchema(),
        },
        "google.api.HttpBody" => new() { Type = JsonSchemaType.String, Format = "binary" },
        _ => Wrapper(message, int64AsString),
    };

    /// <summary>Whether a query can set a message of this kind as one text.</summary>
    public static bool IsText(MessageDescriptor message) =>
        message.FullName is "google.protobuf.Timestamp" or "google.protobuf.Duration" or "google.protobuf.FieldMask" || IsWrapper(message);

    /// <summary>What is said of an error: its contract comes without comments. Null for all else.</summary>
    public static string? Comment(string fullName) => fullName switch
    {
        "google.rpc.Status" => "Why a call was refused or failed.",
        "google.rpc.Status.code" => "The status code of gRPC.",
        "google.rpc.Status.message" => "What is wrong, for people.",
        "google.rpc.Status.details" => "A google.rpc.ErrorInfo with reason and domain, for programs; a google.rpc.BadRequest where fields are at fault.",
        _ => null,
    };

    /// <summary>A number, text, truth or bytes.</summary>
    public static OpenApiSchema Scalar(FieldType type, bool int64AsString)
    {
        return type switch
        {
            FieldType.Bool => new() { Type = JsonSchemaType.Boolean },
            FieldType.String => new() { Type = JsonSchemaType.String },
            FieldType.Bytes => new() { Type = JsonSchemaType.String, ContentEncoding = "base64" },
            FieldType.Float => new() { Type = JsonSchemaType.Number, Format = "float" },
            FieldType.Double => new() { Type = JsonSchemaType.Number, Format = "double" },
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => new() { Type = JsonSchemaType.Integer, Format = "int32" },
            FieldType.UInt32 or FieldType.Fixed32 => new() { Type = JsonSchemaType.Integer, Format = "uint32", Minimum = "0" },
            FieldType.UInt64 or FieldType.Fixed64 => Long("uint64"),
            _ => Long("int64"),
        };

        OpenApiSchema Long(string format) => new() { Type = int64AsString ? JsonSchemaType.String : JsonSchemaType.Integer, Format = format };
    }

    private static OpenApiSchema? Wrapper(MessageDescriptor message, bool int64AsString)
    {
        if (!IsWrapper(message))
        {
            return null;
        }

        var schema = Scalar(message.FindFieldByName("value").FieldType, int64AsString);
        schema.Type |= JsonSchemaType.Null;
        return schema;
    }

    private static bool IsWrapper(MessageDescriptor message) => message.File.Name == "google/protobuf/wrappers.proto";
}
