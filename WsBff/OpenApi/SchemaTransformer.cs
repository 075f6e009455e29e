using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using WsAspire.ServiceDefaults.Errors;
using WsBff.Errors;

namespace WsBff.OpenApi;

/// <summary>Makes schemas say what really comes: our members of a problem, and no null where a field is required.</summary>
internal sealed class SchemaTransformer : IOpenApiSchemaTransformer
{
    /// <inheritdoc />
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(ProblemDetails) && context.JsonPropertyInfo is null)
        {
            AddProblemMembers(schema);
        }

        if (context.JsonTypeInfo.Type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
        }

        if (context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true)
        {
            schema.Type &= ~JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }

    private static void AddProblemMembers(OpenApiSchema schema)
    {
        var members = schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        members[Problems.Errors] = new OpenApiSchema
        {
            Description = "Field → what is wrong with it, where fields are at fault. Fields are named as in the request, such as lines[0].quantity.",
            Type = JsonSchemaType.Object,
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
        members[Problems.Reason] = new OpenApiSchema
        {
            Description = "Why, for programs: ORDER_NOT_FOUND, USER_NOT_FOUND, IDEMPOTENCY_KEY_REUSED, VERSION_MISMATCH, DATABASE_UNAVAILABLE, "
                + "INVALID_FIELD, MALFORMED_JSON, UNSUPPORTED_CONTENT, BODY_TOO_LARGE, ROUTE_NOT_FOUND, METHOD_NOT_ALLOWED.",
            Type = JsonSchemaType.String,
        };
        members[ProblemMembers.TraceId] = new OpenApiSchema
        {
            Description = "The trace of the request, to quote when asking for help.",
            Type = JsonSchemaType.String,
        };
        schema.Required = new HashSet<string> { "type", "title", "status", ProblemMembers.TraceId };
    }
}
