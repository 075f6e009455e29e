using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Holds what is configured against the properties that shall take it: keys that none takes, values that they cannot hold.</summary>
/// <param name="configuration">All of it.</param>
/// <param name="isSection">Whether a key is a section of its own, which is checked apart.</param>
internal sealed class SectionShape(IConfiguration configuration, Func<string, bool> isSection)
{
    private readonly List<string> _faults = [];

    /// <summary>Names all faults of a section.</summary>
    public IReadOnlyList<string> FindFaults(IConfigurationSection section, Type type)
    {
        CheckObject(section, type);
        return _faults;
    }

    /// <summary>Names all faults of one key.</summary>
    public IReadOnlyList<string> FindFaults(IConfigurationSection value, PropertyInfo property)
    {
        Check(value, property.PropertyType, AllowedText.Describe(property));
        return _faults;
    }

    /// <summary>The properties that the binder sets, or fills where they are collections.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0
            && (property.SetMethod is { IsPublic: true } || (property.GetMethod is { IsPublic: true } && !property.PropertyType.IsArray && ElementOf(property.PropertyType) is not null)));

    /// <summary>Whether a value of the type is one text.</summary>
    public static bool IsSimple(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare == typeof(object) || (bare.IsValueType && bare.IsPrimitive) || TypeDescriptor.GetConverter(bare).CanConvertFrom(typeof(string));
    }

    public static bool IsDictionary(Type type) => InterfacesOf(type).Any(face => face.GetGenericTypeDefinition() is var open
        && (open == typeof(IDictionary<,>) || open == typeof(IReadOnlyDictionary<,>)));

    /// <summary>Type of a collection's items, or of a dictionary's values; null for other types.</summary>
    public static Type? ElementOf(Type type)
    {
        if (IsSimple(type))
        {
            return null;
        }

        if (type.IsArray)
        {
            return type.GetElementType();
        }

        var faces = InterfacesOf(type).ToArray();
        return faces.FirstOrDefault(face => face.GetGenericTypeDefinition() is var open && (open == typeof(IDictionary<,>) || open == typeof(IReadOnlyDictionary<,>)))?.GetGenericArguments()[1]
            ?? faces.FirstOrDefault(face => face.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
    }

    private static IEnumerable<Type> InterfacesOf(Type type) => (type.IsInterface ? type.GetInterfaces().Prepend(type) : type.GetInterfaces()).Where(face => face.IsGenericType);

    private void Check(IConfigurationSection value, Type type, string expected)
    {
        if (IsSimple(type))
        {
            if (value.GetChildren().Any() || !CanRead(value.Value, type))
            {
                Add(value, $"expected {expected}");
            }
        }
        else if (ElementOf(type) is { } element)
        {
            if (!string.IsNullOrEmpty(value.Value))
            {
                Add(value, $"expected {expected}");
            }

            foreach (var child in value.GetChildren())
            {
                if (IsDictionary(type) || int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                {
                    Check(child, element, AllowedText.Describe(element));
                }
                else
                {
                    Add(child, $"expected the place in a list, from 0: {value.Path} is {expected}");
                }
            }
        }
        else
        {
            CheckObject(value, type);
        }
    }

    private void CheckObject(IConfigurationSection section, Type type)
    {
        var properties = PropertiesOf(type).ToArray();
        // A variable of the environment may bear the name of a section by chance.
        if (!string.IsNullOrEmpty(section.Value) && !IsFromEnvironment(section.Path))
        {
            Add(section, $"expected keys below it: {Names(section, properties)}");
        }

        foreach (var child in section.GetChildren())
        {
            if (properties.FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } property)
            {
                Check(child, property.PropertyType, AllowedText.Describe(property));
            }
            else if (!isSection(child.Path))
            {
                var suggestion = NearMiss.Suggest(child.Key, properties.Select(property => Spell(section.Path, property.Name)));
                Add(child, $"unknown key{suggestion}; allowed below {section.Path}: {Names(section, properties)}");
            }
        }
    }

    private bool IsFromEnvironment(string key) =>
        ConfigurationOrigin.FindProvider(configuration, key) is { } provider && ConfigurationOrigin.Name(provider) == ConfigurationOrigin.Environment;

    private void Add(IConfigurationSection value, string what) => _faults.Add($"{ConfigurationOrigin.Describe(configuration, value)}: {what}.");

    private static string Names(IConfigurationSection section, IEnumerable<PropertyInfo> properties) =>
        string.Join(", ", properties.Select(property => Spell(section.Path, property.Name)));

    /// <summary>Spells a key as its section is: <c>database:maxIdle</c>, but <c>OnePort:SniffTimeout</c>.</summary>
    public static string Spell(string section, string property) => char.IsLower(section[0]) ? char.ToLowerInvariant(property[0]) + property[1..] : property;

    private static bool CanRead(string? text, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string) || bare == typeof(object))
        {
            return true;
        }

        if (string.IsNullOrEmpty(text))
        {
            return !type.IsValueType || bare != type;
        }

        if (bare.IsEnum)
        {
            return Array.Exists(Enum.GetNames(bare), name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        }

        if (bare == typeof(Uri))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme.Length > 0 && !text.StartsWith('/');
        }

        try
        {
            return TypeDescriptor.GetConverter(bare).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException || exception.InnerException is FormatException or OverflowException)
        {
            return false;
        }
    }
}
