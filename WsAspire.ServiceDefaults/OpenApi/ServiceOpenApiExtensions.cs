using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Scalar.AspNetCore;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>The OpenAPI document of all HTTP routes, those of the contracts included, and its page.</summary>
internal static class ServiceOpenApiExtensions
{
    public static void AddServiceOpenApi(this IHostApplicationBuilder builder)
    {
        builder.AddConfigurationSection<DocumentOptions>(DocumentOptions.SectionName);
        builder.Services.AddSingleton<CachedDocument>();
        builder.Services.AddOpenApi(CachedDocument.Name, options => options
            .AddDocumentTransformer<DocumentInfo>()
            .AddDocumentTransformer<TranscodedRoutes>());
    }

    /// <summary>Maps document and page. Neither is made before it is asked for, and both come from this service alone: no font, script or agent of another host.</summary>
    public static void MapServiceOpenApi(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<DocumentOptions>>().Value.Enabled)
        {
            return;
        }

        var title = app.Services.GetRequiredService<ServiceIdentity>().Name;
        app.MapGet(CachedDocument.Path, app.Services.GetRequiredService<CachedDocument>().WriteAsync).WithMetadata(new ExcludeFromDescriptionAttribute());
        app.MapScalarApiReference(page => page.WithTitle(title).DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools().HideClientButton());
    }
}
