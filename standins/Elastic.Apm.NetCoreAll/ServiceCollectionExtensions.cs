using Elastic.Apm.NetCoreAll;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Elastic APM.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers what takes the agent's place: it sends nothing yet, and says so once at start.</summary>
    public static IServiceCollection AddAllElasticApm(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddHostedService<StandInNotice>();
    }
}
