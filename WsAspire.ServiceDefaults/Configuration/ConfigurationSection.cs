using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>A section that the service knows.</summary>
/// <param name="Name">Its name, such as <c>OnePort</c>.</param>
/// <param name="Type">Its options.</param>
internal abstract record ConfigurationSection(string Name, Type Type)
{
    /// <summary>Names all faults of the section as it is configured now.</summary>
    public abstract IReadOnlyList<string> FindFaults(IServiceProvider services);
}

/// <summary>A section with its options.</summary>
/// <typeparam name="T">Its options.</typeparam>
/// <param name="Name">Its name.</param>
internal sealed record ConfigurationSection<T>(string Name) : ConfigurationSection(Name, typeof(T))
    where T : class, new()
{
    public override IReadOnlyList<string> FindFaults(IServiceProvider services) =>
        ((SectionOptionsFactory<T>)services.GetRequiredService<IOptionsFactory<T>>()).FindFaults();
}
