using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation.Validators;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>Says the rules of FluentValidation in the words of JSON Schema. A rule in code (<c>Must</c>, <c>Custom</c>) has none.</summary>
internal static class RuleKeywords
{
    /// <summary>Adds a rule to a schema.</summary>
    /// <param name="schema">The schema of the field, or of its elements.</param>
    /// <param name="validator">The rule.</param>
    /// <param name="field">The field.</param>
    /// <param name="isList">Whether the rule is about the list, not about each element.</param>
    public static void Add(OpenApiSchema schema, IPropertyValidator validator, FieldDescriptor field, bool isList)
    {
        switch (validator)
        {
            case INotEmptyValidator:
                AddLength(schema, field, 1, -1, isList);
                break;
            case ILengthValidator length:
                AddLength(schema, field, length.Min, length.Max, isList);
                break;
            case IRegularExpressionValidator pattern when field.FieldType == FieldType.String:
                schema.Pattern = Ecma(pattern.Expression);
                break;
            case IEmailValidator:
                schema.Format = "email";
                break;
            case IBetweenValidator between when Number(between.From) is { } from && Number(between.To) is { } to:
                AddRange(schema, field, from, to, isExclusive: between.Name.StartsWith("Exclusive", StringComparison.Ordinal));
                break;
            case IComparisonValidator { ValueToCompare: { } value } comparison when Number(value) is { } number:
                AddComparison(schema, field, comparison.Comparison, number);
                break;
        }
    }

    public static bool RefusesDefault(IPropertyValidator validator, FieldDescriptor field) => validator switch
    {
        INotNullValidator => field.FieldType == FieldType.Message && !field.IsRepeated,
        INotEmptyValidator => true,
        _ when field.FieldType == FieldType.Message && !field.IsRepeated => false,
        ILengthValidator length => length.Min > 0,
        IRegularExpressionValidator pattern => field.FieldType == FieldType.String && !field.IsRepeated && !Regex.IsMatch("", pattern.Expression),
        IBetweenValidator between => Number(between.From) > 0 || Number(between.To) < 0,
        IComparisonValidator { ValueToCompare: { } value } comparison when Number(value) is { } number => !Holds(comparison.Comparison, number),
        _ => false,
    };

    private static void AddLength(OpenApiSchema schema, FieldDescriptor field, int least, int most, bool isList)
    {
        if (isList)
        {
            schema.MinItems = least > 0 ? least : schema.MinItems;
            schema.MaxItems = most > 0 ? most : schema.MaxItems;
        }
        else if (field.FieldType == FieldType.String)
        {
            schema.MinLength = least > 0 ? least : schema.MinLength;
            schema.MaxLength = most > 0 ? most : schema.MaxLength;
        }
    }

    private static void AddComparison(OpenApiSchema schema, FieldDescriptor field, Comparison comparison, decimal number)
    {
        switch (comparison)
        {
            case Comparison.GreaterThanOrEqual or Comparison.GreaterThan:
                AddRange(schema, field, number, null, isExclusive: comparison == Comparison.GreaterThan);
                break;
            case Comparison.LessThanOrEqual or Comparison.LessThan:
                AddRange(schema, field, null, number, isExclusive: comparison == Comparison.LessThan);
                break;
        }
    }

    private static void AddRange(OpenApiSchema schema, FieldDescriptor field, decimal? least, decimal? most, bool isExclusive)
    {
        if (IsLong(field) && schema.Type?.HasFlag(JsonSchemaType.Integer) != true)
        {
            // JSON Schema has no range for numbers that are written as text.
            var range = string.Join(", ", new[] { Bound(least, isExclusive ? "greater than" : "at least"), Bound(most, isExclusive ? "less than" : "at most") }.OfType<string>());
            schema.Description = $"{schema.Description}{(schema.Description is null ? "" : "\n\n")}Range: {range}.";
        }
        else if (isExclusive)
        {
            schema.ExclusiveMinimum = Text(least) ?? schema.ExclusiveMinimum;
            schema.ExclusiveMaximum = Text(most) ?? schema.ExclusiveMaximum;
        }
        else
        {
            schema.Minimum = Text(least) ?? schema.Minimum;
            schema.Maximum = Text(most) ?? schema.Maximum;
        }
    }

    private static string? Bound(decimal? number, string relation) => number is null ? null : $"{relation} {Text(number)}";

    private static string? Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static bool Holds(Comparison comparison, decimal number) => comparison switch
    {
        Comparison.GreaterThan => 0 > number,
        Comparison.GreaterThanOrEqual => 0 >= number,
        Comparison.LessThan => 0 < number,
        Comparison.LessThanOrEqual => 0 <= number,
        Comparison.Equal => number == 0,
        Comparison.NotEqual => number != 0,
        _ => true,
    };

    private static bool IsLong(FieldDescriptor field) =>
        field.FieldType is FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 or FieldType.UInt64 or FieldType.Fixed64;

    // What is no number is compared as text or time, for which there is no keyword.
    private static decimal? Number(object? value) =>
        value is int or long or uint or ulong or short or byte or decimal || (value is double or float && Math.Abs(Convert.ToDouble(value, CultureInfo.InvariantCulture)) < 1e27)
            ? Convert.ToDecimal(value, CultureInfo.InvariantCulture)
            : null;

    // JSON Schema's patterns are ECMAScript's, which knows ^ and $ only.
    private static string Ecma(string pattern) =>
        pattern.Replace(@"\A", "^", StringComparison.Ordinal).Replace(@"\z", "$", StringComparison.Ordinal).Replace(@"\Z", "$", StringComparison.Ordinal);
}
