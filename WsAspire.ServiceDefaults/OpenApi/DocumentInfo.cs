using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>Says whose document this is. Its server is relative: whoever reads it through a proxy calls through that proxy.</summary>
internal sealed class DocumentInfo(ServiceIdentity service) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        // What follows the plus is the commit: it would change the document with each build.
        document.Info = new OpenApiInfo { Title = service.Name, Version = service.Version.Split('+')[0] };
        document.Servers = [new OpenApiServer { Url = "/" }];
        return Task.CompletedTask;
    }
}
