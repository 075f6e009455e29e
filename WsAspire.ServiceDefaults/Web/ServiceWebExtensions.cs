using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace WsAspire.ServiceDefaults.Web;

/// <summary>Opens the one port to browsers and to tools: CORS, gRPC-Web, reflection.</summary>
internal static class ServiceWebExtensions
{
    public static void AddServiceWeb(this IHostApplicationBuilder builder)
    {
        builder.AddConfigurationSection<CrossOriginOptions>(CrossOriginOptions.SectionName);
        builder.AddConfigurationSection<GrpcWebOptions>(GrpcWebOptions.SectionName);
        builder.AddConfigurationSection<ReflectionOptions>(ReflectionOptions.SectionName);
        builder.Services.AddCors();
        builder.Services.AddSingleton<ICorsPolicyProvider, CrossOriginPolicyProvider>();
        builder.Services.AddGrpcReflection();
    }

    /// <summary>Answers preflights of any path, and gives answers their headers. Without the header <c>Origin</c> a request passes untouched.</summary>
    public static void UseServiceCors(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<CrossOriginOptions>>().Value.Enabled)
        {
            app.UseWhen(IsPreflightWithoutOrigin, preflight => preflight.Use(GiveOrigin));
            app.UseWhen(ConcernsCors, cors => cors.UseCors());
        }
    }

    /// <summary>Lets every gRPC service take gRPC-Web, and maps reflection; after everything that comes before the services.</summary>
    public static void MapServiceWeb(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<GrpcWebOptions>>().Value.Enabled)
        {
            app.UseGrpcWeb(new() { DefaultEnabled = true });
        }

        if (app.Services.GetRequiredService<IOptions<ReflectionOptions>>().Value.Enabled ?? app.Environment.IsDevelopment())
        {
            app.MapGrpcReflectionService();
        }
    }

    // The middleware leaves a mark in each request that passes it, which costs a dictionary; routing looks for it only where a route has a policy.
    private static bool ConcernsCors(HttpContext context) =>
        context.Request.Headers.ContainsKey(HeaderNames.Origin) || context.GetEndpoint()?.Metadata.GetMetadata<ICorsMetadata>() is not null;

    // No browser sends this, people at a shell do; the Go original answered them too.
    private static bool IsPreflightWithoutOrigin(HttpContext context) =>
        HttpMethods.IsOptions(context.Request.Method)
        && !context.Request.Headers.ContainsKey(HeaderNames.Origin)
        && context.Request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod);

    private static Task GiveOrigin(HttpContext context, RequestDelegate next)
    {
        context.Request.Headers.Origin = $"{context.Request.Scheme}://{context.Request.Host}";
        return next(context);
    }
}
