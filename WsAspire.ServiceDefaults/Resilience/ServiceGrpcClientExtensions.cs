using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Resilience;
using WsAspire.ServiceDefaults.Telemetry;

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
    /// A call inside a call or a request carries on its deadline and cancellation, whichever face it came by. A unary call without a deadline gets one of 5 s (<c>GrpcClient:Deadline</c>).
    /// Reads (<c>idempotency_level = NO_SIDE_EFFECTS</c>) are repeated on UNAVAILABLE (<c>GrpcClient:Retry</c>), nothing else is. A method that keeps failing is left alone for a
    /// while (<c>GrpcClient:CircuitBreaker</c>): its calls fail at once with UNAVAILABLE and the reason CIRCUIT_OPEN.
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
            builder.Services.TryAddSingleton(ServiceIdentity.Of(builder.Configuration, builder.Environment));
            builder.Services.AddMetrics();
            builder.Services.AddHttpContextAccessor();
            builder.Services.AddSingleton<DeadlineInterceptor>();
            builder.Services.AddSingleton<Circuits>();
            builder.Services.AddServiceNames();
        }

        var client = builder.Services.AddGrpcClient<TClient>(options => options.Address = new Uri($"http://{serviceName}"));
        client.EnableCallContextPropagation(options => options.SuppressContextNotFoundErrors = true);
        client.AddInterceptor<DeadlineInterceptor>(InterceptorScope.Client);
        client.AddInterceptor(InterceptorScope.Channel, services => ActivatorUtilities.CreateInstance<CircuitInterceptor>(services, serviceName));
        client.ConfigureChannel((services, channel) => channel.ServiceConfig = RetryPolicies.Create(typeof(TClient), services.GetRequiredService<IOptions<GrpcClientOptions>>().Value.Retry));
        client.ConfigurePrimaryHttpMessageHandler(services => CreateHandler(services.GetRequiredService<IOptions<GrpcClientOptions>>().Value));
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
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
