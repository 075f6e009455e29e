using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Registers gRPC with its JSON face.</summary>
internal static class ServiceGrpcExtensions
{
    // A gRPC message of the limit has five bytes more on the wire.
    private const int MessageHeader = 5;

    public static void AddServiceGrpc(this IHostApplicationBuilder builder)
    {
        builder.AddConfigurationSection<TranscodingOptions>(TranscodingOptions.SectionName);
        builder.Services.TryAddSingleton<HeaderRules>();
        builder.Services.TryAddSingleton<RouteTable>();
        builder.Services.TryAddSingleton<ErrorTranslation>();
        builder.Services.TryAddSingleton<CallInterceptor>();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(services => new ConfigureOptions<KestrelServerOptions>(
            kestrel => kestrel.Limits.MaxRequestBodySize = services.GetRequiredService<IOptions<TranscodingOptions>>().Value.MaxBodySize + MessageHeader));
        builder.Services.AddSingleton<IConfigureOptions<GrpcServiceOptions>>(services => new ConfigureOptions<GrpcServiceOptions>(
            grpc => grpc.MaxReceiveMessageSize = services.GetRequiredService<IOptions<TranscodingOptions>>().Value.MaxBodySize));
        builder.Services
            .AddGrpc(grpc => grpc.Interceptors.Add<CallInterceptor>())
            .AddJsonTranscoding(json =>
            {
                json.TypeRegistry = JsonError.DetailTypes;
                json.JsonSettings.WriteInt64sAsStrings = true;
                json.JsonSettings.RemoveEnumPrefix = true;
            });
    }

    public static void MapServiceGrpc(this WebApplication app)
    {
        app.UseMiddleware<UnroutedMiddleware>();
        app.UseMiddleware<TranscodingMiddleware>();
    }
}
