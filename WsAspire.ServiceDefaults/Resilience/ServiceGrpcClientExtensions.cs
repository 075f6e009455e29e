using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Resilience;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers gRPC clients of other services.</summary>
public static class ServiceGrpcClientExtensions
{
    /// <summary>Registers a gRPC client of a service that is found by its name.</summary>
    /// <typeparam name="TClient">The generated client; it is injected.</typeparam>
    /// <param name="builder">Takes the services.</param>
    /// <param name="serviceName">Name of the service, such as <c>ws-order</c>: the key <c>services:ws-order:http:0</c> holds its address. Without that key the name itself is the host.</param>
    /// <returns>The builder of the client's HTTP side.</returns>
    /// <remarks>
    /// A call inside a gRPC call carries on its deadline and cancellation. A unary call without a deadline gets one of 5 s (<c>GrpcClient:Deadline</c>).
    /// Outside of a gRPC call, such as in a route of HTTP, pass the request's cancellation token.
    /// </remarks>
    public static IHttpClientBuilder AddServiceGrpcClient<TClient>(this IHostApplicationBuilder builder, string serviceName)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(serviceName);

        if (!builder.Services.Any(service => service.ServiceType == typeof(DeadlineInterceptor)))
        {
            builder.AddConfigurationSection<GrpcClientOptions>(GrpcClientOptions.SectionName);
            builder.Services.TryAddSingleton(TimeProvider.System);
            builder.Services.AddSingleton<DeadlineInterceptor>();
            builder.Services.AddServiceDiscovery();
        }

        var client = builder.Services.AddGrpcClient<TClient>(options => options.Address = new Uri($"http://{serviceName}"));
        client.EnableCallContextPropagation(options => options.SuppressContextNotFoundErrors = true);
        client.AddInterceptor<DeadlineInterceptor>(InterceptorScope.Client);
        client.ConfigurePrimaryHttpMessageHandler(services => CreateHandler(services.GetRequiredService<IOptions<GrpcClientOptions>>().Value));
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.AddServiceDiscovery();
        return client;
    }

    private static SocketsHttpHandler CreateHandler(GrpcClientOptions options) => new()
    {
        ConnectTimeout = options.ConnectTimeout,
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = options.KeepAliveDelay,
        KeepAlivePingTimeout = options.KeepAliveTimeout,
        // Servers such as grpc-go end a connection that is pinged while idle.
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        PooledConnectionLifetime = options.ConnectionLifetime,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        UseProxy = false,
    };
}
