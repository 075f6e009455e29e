using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Reads a section and refuses what is not known or not allowed, with the source, the key, the value and what would be right.</summary>
internal static class StrictSection
{
    private static readonly string[] s_secretWords = ["password", "secret", "token", "apikey", "connectionstring"];

    /// <summary>Reads and checks.</summary>
    /// <exception cref="OptionsValidationException">Something is wrong; all faults are named.</exception>
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var faults = FindFaults<T>(configuration, section);
        return faults.Count == 0
            ? configuration.GetSection(section).Get<T>() ?? new T()
            : throw new OptionsValidationException(section, typeof(T), faults);
    }

    /// <summary>Names all faults of a section; empty when it is right.</summary>
    public static IReadOnlyList<string> FindFaults<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToArray();
        var faults = new List<string>();
        foreach (var child in configuration.GetSection(section).GetChildren())
        {
            var property = properties.FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                faults.Add($"{Describe(configuration, child)}: unknown key; allowed below {section}: {string.Join(", ", properties.Select(Spell))}.");
            }
            else if (!CanRead(child, property.PropertyType))
            {
                faults.Add($"{Describe(configuration, child)}: expected {Expected(property.PropertyType)}.");
            }
        }

        return faults.Count > 0 ? faults : FindRangeFaults<T>(configuration, section, properties);
    }

    /// <summary>Says where a value comes from, its key and the value; secrets are masked.</summary>
    public static string Describe(IConfiguration configuration, IConfigurationSection value)
    {
        var source = (configuration as IConfigurationRoot)?.Providers.LastOrDefault(
            provider => provider.TryGet(value.Path, out _) || provider.GetChildKeys([], value.Path).Any());
        var origin = source switch
        {
            FileConfigurationProvider file => file.Source.Path,
            null => null,
            _ => source.GetType().Name.Replace("ConfigurationProvider", "", StringComparison.Ordinal),
        };
        var shown = value.Value is null ? "" : IsSecret(value.Path) ? " = ***" : $" = \"{value.Value}\"";
        return $"{(origin is null ? "" : origin + ": ")}{value.Path}{shown}";
    }

    private static List<string> FindRangeFaults<T>(IConfiguration configuration, string section, PropertyInfo[] properties)
        where T : class, new()
    {
        var bound = configuration.GetSection(section).Get<T>() ?? new T();
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(bound, new ValidationContext(bound), faults, validateAllProperties: true);
        return [.. faults.Select(fault =>
        {
            var property = properties.First(property => property.Name == fault.MemberNames.FirstOrDefault());
            var allowed = property.GetCustomAttribute<RangeAttribute>() is { } range ? $"allowed is {range.Minimum} to {range.Maximum}" : fault.ErrorMessage!.TrimEnd('.');
            return $"{Describe(configuration, configuration.GetSection($"{section}:{Spell(property)}"))}: {allowed}.";
        })];
    }

    private static bool CanRead(IConfigurationSection value, Type type)
    {
        try
        {
            value.Get(type);
            var simple = type.IsValueType || type == typeof(string);
            return !simple || (!value.GetChildren().Any() && (value.Value is not null || CanBeNull(type)));
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool CanBeNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private static string Spell(PropertyInfo property) => char.ToLowerInvariant(property.Name[0]) + property.Name[1..];

    private static bool IsSecret(string key) =>
        s_secretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Expected(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare switch
        {
            _ when bare == typeof(bool) => "true or false",
            _ when bare == typeof(int) || bare == typeof(long) => "a whole number",
            _ when bare == typeof(double) => "a number",
            _ when bare == typeof(TimeSpan) => "a time span such as 00:00:05",
            _ when bare.IsEnum => "one of " + string.Join(", ", Enum.GetNames(bare)),
            _ when bare == typeof(string) => "a text",
            _ => "a " + bare.Name,
        };
    }
}
