using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>Adds the routes that contracts declare by <c>google.api.http</c>: an operation for each binding, as the service has mapped them.</summary>
internal sealed class TranscodedRoutes(EndpointDataSource endpoints, IServiceScopeFactory scopes, IOptions<GrpcJsonTranscodingOptions> json) : IOpenApiDocumentTransformer
{
    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var comments = new ProtoComments();
        var schemas = new MessageSchemas(document, comments, json.Value.JsonSettings);
        var operations = new RouteOperations(document, schemas, comments, scope.ServiceProvider);
        document.Paths ??= [];
        foreach (var route in Transcoded())
        {
            var (method, pattern) = HttpRulePattern.Of(route.HttpRule);
            var template = PathTemplate.Parse(pattern);
            var known = document.Paths.Keys.FirstOrDefault(template.HasShapeOf);
            if (known is null)
            {
                document.Paths[template.Path] = new OpenApiPathItem();
            }
            else
            {
                template = template.NamedAs(known);
            }

            ((OpenApiPathItem)document.Paths[template.Path]).AddOperation(new HttpMethod(method), operations.Create(route.MethodDescriptor, route.HttpRule, template));
        }

        operations.AddTags(Transcoded().Select(route => route.MethodDescriptor.Service).Distinct());
    }

    private IEnumerable<GrpcJsonTranscodingMetadata> Transcoded() =>
        endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>()).OfType<GrpcJsonTranscodingMetadata>();
}
