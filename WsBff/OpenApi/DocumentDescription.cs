using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace WsBff.OpenApi;

/// <summary>Says what the document is about; the frame gives it title, version and server.</summary>
internal sealed class DocumentDescription : IOpenApiDocumentTransformer
{
    /// <inheritdoc />
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Description = "Orders and users for the browser. Every error is application/problem+json (RFC 9457) with errors, reason and traceId.";
        return Task.CompletedTask;
    }
}
