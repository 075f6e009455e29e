using System.Numerics;
using System.Runtime.CompilerServices;

namespace WsOrder.Domain;

/// <summary>Guards against callers that have not validated.</summary>
internal static class Guard
{
    /// <summary>Refuses a value outside of the bounds, both of which are allowed.</summary>
    public static void InRange<T>(T value, T least, T most, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
    }
}
