using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>The document as it is sent: made at the first request, then kept, as the routes of a running service don't change.</summary>
internal sealed class CachedDocument([FromKeyedServices(CachedDocument.Name)] IOpenApiDocumentProvider provider) : IDisposable
{
    public const string Name = "v1";
    public const string Path = $"/openapi/{Name}.json";
    private readonly SemaphoreSlim _making = new(1);
    private byte[]? _json;

    public async Task WriteAsync(HttpContext context)
    {
        var json = _json ?? await MakeAsync(context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }

    public void Dispose() => _making.Dispose();

    private async Task<byte[]> MakeAsync(CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            if (_json is null)
            {
                var document = await provider.GetOpenApiDocumentAsync(cancellationToken);
                using var json = new MemoryStream();
                await document.SerializeAsync(json, OpenApiSpecVersion.OpenApi3_1, OpenApiConstants.Json, cancellationToken);
                _json = json.ToArray();
            }

            return _json;
        }
        finally
        {
            _making.Release();
        }
    }
}
