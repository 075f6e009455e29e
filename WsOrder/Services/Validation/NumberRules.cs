using System.Globalization;
using System.Numerics;
using FluentValidation;

namespace WsOrder.Services.Validation;

/// <summary>Rules for numbers.</summary>
internal static class NumberRules
{
    /// <summary>A number within bounds, both of which are allowed.</summary>
    public static void InRange<T, TNumber>(this IRuleBuilder<T, TNumber> rule, TNumber least, TNumber most)
        where TNumber : INumber<TNumber>, IComparable<TNumber>, IComparable =>
        rule.InclusiveBetween(least, most).WithMessage((_, number) => $"must be {Text(least)} to {Text(most)}, was {number}");

    /// <summary>A number that is not below the given one.</summary>
    public static void AtLeast<T>(this IRuleBuilder<T, int> rule, int least) =>
        rule.GreaterThanOrEqualTo(least).WithMessage((_, number) => $"must be {least} or more, was {number}");

    private static string Text<TNumber>(TNumber number)
        where TNumber : INumber<TNumber> => number.ToString("N0", CultureInfo.InvariantCulture);
}
