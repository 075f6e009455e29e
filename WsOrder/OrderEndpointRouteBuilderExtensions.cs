using WsOrder.Services;

namespace WsOrder;

/// <summary>Maps what this service serves.</summary>
internal static class OrderEndpointRouteBuilderExtensions
{
    /// <summary>Maps the gRPC services, and with them their JSON routes.</summary>
    public static void MapOrderServices(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<HelloService>();
        endpoints.MapGrpcService<OrderService>();
        endpoints.MapGrpcService<UserService>();
    }
}
