using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers gRPC clients of other services.</summary>
public static class ServiceGrpcClientExtensions
{
    /// <summary>Registers a gRPC client of a service that is found by its name.</summary>
    /// <typeparam name="TClient">The generated client; it is injected.</typeparam>
    /// <param name="builder">Takes the services.</param>
    /// <param name="serviceName">Name of the service, such as <c>ws-order</c>: the key <c>services:ws-order:http:0</c> holds its address.</param>
    /// <returns>The builder of the client's HTTP side.</returns>
    /// <remarks>A call inside a call carries on its deadline and cancellation. Without any deadline it gets one of 5 s.</remarks>
    public static IHttpClientBuilder AddServiceGrpcClient<TClient>(this IHostApplicationBuilder builder, string serviceName)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(serviceName);

        builder.Services.AddServiceDiscovery();
        var client = builder.Services.AddGrpcClient<TClient>(options => options.Address = new Uri($"http://{serviceName}"));
        client.EnableCallContextPropagation(options => options.SuppressContextNotFoundErrors = true);
        client.AddServiceDiscovery();
        return client;
    }
}
