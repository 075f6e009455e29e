using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WsAspire.ServiceDefaults.Health;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers what a service does before its first call.</summary>
public static class ServiceWarmUpExtensions
{
    /// <summary>Registers a warm-up. The service listens and is alive meanwhile; <c>/startup</c> and <c>/ready</c> answer 503 until it is done.</summary>
    /// <typeparam name="TWarmUp">The warm-up, a singleton.</typeparam>
    /// <param name="services">Takes it.</param>
    public static IServiceCollection AddServiceWarmUp<TWarmUp>(this IServiceCollection services)
        where TWarmUp : class, IWarmUp
    {
        ArgumentNullException.ThrowIfNull(services);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWarmUp, TWarmUp>());
        return services;
    }
}
