namespace WsBff.OpenApi;

/// <summary>Adds the OpenAPI document.</summary>
internal static class OpenApiServiceCollectionExtensions
{
    /// <summary>Adds the document <c>v1</c>.</summary>
    public static IServiceCollection AddBffOpenApi(this IServiceCollection services) => services.AddOpenApi(options => options
        .AddDocumentTransformer<DocumentFrame>()
        .AddOperationTransformer<HeaderTransformer>()
        .AddSchemaTransformer<SchemaTransformer>());
}
