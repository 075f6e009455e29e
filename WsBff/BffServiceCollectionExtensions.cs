using System.Text.Json.Serialization;
using Grpc.AspNetCore.Server;
using Hello;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Ws.Order.V1;
using WsBff.Clients;
using WsBff.Errors;

namespace WsBff;

/// <summary>Adds the parts of the BFF.</summary>
internal static class BffServiceCollectionExtensions
{
    /// <summary>Resource name of the back end; service discovery finds its address.</summary>
    private const string WsOrder = "ws-order";

    /// <summary>Adds the clients of ws-order.</summary>
    public static WebApplicationBuilder AddBackEnds(this WebApplicationBuilder builder)
    {
        builder.AddServiceGrpcClient<HelloHTTP.HelloHTTPClient>(WsOrder);
        builder.AddServiceGrpcClient<OrderService.OrderServiceClient>(WsOrder);
        builder.AddServiceGrpcClient<UserService.UserServiceClient>(WsOrder);
        builder.AddConfigurationSection<SummaryOptions>(SummaryOptions.SectionName);
        builder.Services.AddTransient<GreetingClient>();
        builder.Services.AddTransient<OrderClient>();
        builder.Services.AddTransient<UserClient>();
        builder.Services.AddTransient<OrderSummaryReader>();
        return builder;
    }

    /// <summary>Adds what turns every refusal and failure into a problem.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<UnreadableRequestHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

        // gRPC's route for unknown services is {service}/{method}: it would make a 404 of every 405 and 415 of a path with two parts.
        services.Configure<GrpcServiceOptions>(options => options.IgnoreUnknownServices = true);
        return services;
    }

    /// <summary>Adds the rules by which JSON is read: a number is no text, a field comes once; and how much of it.</summary>
    public static IServiceCollection AddStrictJson(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = BodyLimit.Largest);
        return services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.AllowDuplicateProperties = false;
        });
    }
}
