using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using WsBff.Apis;
using WsBff.Errors;

namespace WsBff.OpenApi;

/// <summary>Adds the headers, which the framework does not see: Idempotency-Key, Location, Retry-After.</summary>
internal sealed class HeaderTransformer : IOpenApiOperationTransformer
{
    /// <inheritdoc />
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var parameters = context.Description.ActionDescriptor.EndpointMetadata.OfType<IParameterBindingMetadata>();
        if (parameters.Any(parameter => parameter.ParameterInfo.ParameterType == typeof(IdempotencyKey)))
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = FieldNames.IdempotencyKey,
                In = ParameterLocation.Header,
                Required = true,
                Description = "Names this attempt; chosen by the client, new for each order, kept for 24 hours. Printable ASCII.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 128 },
            });
        }

        Announce(operation, StatusCodes.Status201Created, "Location", "Path of the order.", JsonSchemaType.String);
        Announce(operation, StatusCodes.Status429TooManyRequests, "Retry-After", "Seconds to wait.", JsonSchemaType.Integer);
        Announce(operation, StatusCodes.Status503ServiceUnavailable, "Retry-After", "Seconds to wait.", JsonSchemaType.Integer);
        return Task.CompletedTask;
    }

    private static void Announce(OpenApiOperation operation, int status, string header, string description, JsonSchemaType type)
    {
        if (operation.Responses?.GetValueOrDefault($"{status}") is OpenApiResponse response)
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers[header] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = type } };
        }
    }
}
