using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Says in words what a key may hold.</summary>
internal static class AllowedText
{
    /// <summary>Says what a property takes: its type and its bounds.</summary>
    public static string Describe(PropertyInfo property)
    {
        var bounds = property.GetCustomAttributes<ValidationAttribute>().Select(Describe).OfType<string>();
        return string.Join(", ", [Describe(property.PropertyType), .. bounds]);
    }

    /// <summary>Says what a type takes.</summary>
    public static string Describe(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare switch
        {
            _ when bare == typeof(string) => "a text",
            _ when bare == typeof(bool) => "true or false",
            _ when bare == typeof(TimeSpan) => "a time span such as 00:00:05 (hours:minutes:seconds)",
            _ when bare == typeof(Uri) => "an absolute URI such as http://host:8080",
            _ when bare.IsEnum => "one of " + string.Join(", ", Enum.GetNames(bare)),
            _ when bare.IsPrimitive && bare != typeof(char) && bare != typeof(double) && bare != typeof(float) => "a whole number",
            _ when bare == typeof(double) || bare == typeof(float) || bare == typeof(decimal) => "a number",
            _ when SectionShape.ElementOf(bare) is { } element => (SectionShape.IsDictionary(bare) ? "names, each with " : "a list, each ") + Describe(element),
            _ when SectionShape.IsSimple(bare) => "a " + bare.Name,
            _ => "keys: " + string.Join(", ", SectionShape.PropertiesOf(bare).Select(property => property.Name)),
        };
    }

    /// <summary>Says the bound that an attribute sets; null where its own text has to do.</summary>
    public static string? Describe(ValidationAttribute bound) => bound switch
    {
        RangeAttribute range => $"{Text(range.Minimum)} to {Text(range.Maximum)}",
        AllowedValuesAttribute values => string.Join(" or ", values.Values.Select(Text)),
        DeniedValuesAttribute values => "not " + string.Join(" or ", values.Values.Select(Text)),
        RequiredAttribute => "required",
        StringLengthAttribute length => $"{length.MinimumLength} to {length.MaximumLength} characters",
        LengthAttribute length => $"{length.MinimumLength} to {length.MaximumLength} long",
        MinLengthAttribute length => $"at least {length.Length} long",
        MaxLengthAttribute length => $"at most {length.Length} long",
        RegularExpressionAttribute pattern => $"in the form {pattern.Pattern}",
        _ => null,
    };

    /// <summary>Writes a value as it would stand in the configuration.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(Text)),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
