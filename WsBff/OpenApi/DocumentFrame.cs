using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace WsBff.OpenApi;

/// <summary>Says what the document is about. Its server is relative: whoever reads it through a proxy calls through that proxy.</summary>
internal sealed class DocumentFrame : IOpenApiDocumentTransformer
{
    /// <inheritdoc />
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ws-bff",
            Version = "v1",
            Description = "Orders and users for the browser. Every error is application/problem+json (RFC 9457) with errors, reason and traceId.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        return Task.CompletedTask;
    }
}
