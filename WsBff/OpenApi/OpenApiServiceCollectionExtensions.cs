namespace WsBff.OpenApi;

/// <summary>Completes the OpenAPI document.</summary>
internal static class OpenApiServiceCollectionExtensions
{
    /// <summary>Adds to the frame's document what only the BFF knows. Called here, and not in the frame, it brings the comments of this assembly too.</summary>
    public static IServiceCollection AddBffOpenApi(this IServiceCollection services) => services.AddOpenApi(options => options
        .AddDocumentTransformer<DocumentDescription>()
        .AddOperationTransformer<HeaderTransformer>()
        .AddSchemaTransformer<SchemaTransformer>());
}
