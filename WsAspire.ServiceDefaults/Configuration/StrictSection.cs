using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Reads a section and refuses what is not known or not allowed, with the source, the key, the value and what would be right.</summary>
internal static class StrictSection
{
    /// <summary>Reads a section while services are registered. A value that is wrong is the default here: the start is refused later, with all faults of all sections.</summary>
    /// <remarks>Only for a section that is registered by <c>AddConfigurationSection</c> too: that one refuses.</remarks>
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = new T();
        var context = new ValidationContext(options);
        foreach (var property in SectionShape.PropertiesOf(typeof(T)).Where(property => property.CanWrite))
        {
            var child = configuration.GetSection($"{section}:{property.Name}");
            if (child.Exists()
                && new SectionShape(configuration, static _ => false).FindFaults(child, property).Count == 0
                && child.Get(property.PropertyType) is var value
                && property.GetCustomAttributes<ValidationAttribute>().All(bound => bound.GetValidationResult(value, context) is null))
            {
                property.SetValue(options, value);
            }
        }

        return options;
    }

    /// <summary>Names the keys and values of a section that its options cannot take.</summary>
    /// <param name="configuration">All of it.</param>
    /// <param name="section">Name of the section.</param>
    /// <param name="type">Its options.</param>
    /// <param name="isSection">Whether a key is a section of its own, which is checked apart.</param>
    public static IReadOnlyList<string> FindFaults(IConfiguration configuration, string section, Type type, Func<string, bool> isSection) =>
        new SectionShape(configuration, isSection).FindFaults(configuration.GetSection(section), type);
}
