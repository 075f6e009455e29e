using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace WsAspire.ServiceDefaults.Deadlines;

/// <summary>Reads the headers by which a caller says how long he waits.</summary>
internal static class TimeoutHeader
{
    /// <summary>The header of gRPC and grpc-gateway: up to eight digits and a unit.</summary>
    public const string Grpc = "Grpc-Timeout";

    /// <summary>The header for people: seconds, or as the other.</summary>
    public const string Request = "X-Request-Timeout";

    /// <summary>What is right in <see cref="Grpc"/>.</summary>
    public const string GrpcSyntax = "expected one to eight digits and a unit H, M, S, m, u or n, such as 500m for 500 ms";

    /// <summary>What is right in <see cref="Request"/>.</summary>
    public const string RequestSyntax = "expected seconds such as 2 or 0.5, or one to eight digits and a unit H, M, S, m, u or n";

    private const int MaxDigits = 8;

    /// <summary>Whether the request has one of the two.</summary>
    public static bool IsThere(IHeaderDictionary headers) => headers.GrpcTimeout.Count > 0 || headers.ContainsKey(Request);

    /// <summary>Reads one header that must be there once.</summary>
    /// <param name="value">The header.</param>
    /// <param name="takesSeconds">Whether a number alone is seconds.</param>
    /// <param name="timeout">The time that it says.</param>
    public static bool TryParse(StringValues value, bool takesSeconds, out TimeSpan timeout)
    {
        timeout = default;
        return value.Count == 1 && value[0] is { Length: > 0 } text
            && (TryParseUnit(text, out timeout) || (takesSeconds && TryParseSeconds(text, out timeout)));
    }

    /// <summary>Spells a time of at most a day in milliseconds, rounded up.</summary>
    public static string Format(TimeSpan timeout) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(timeout.TotalMilliseconds):0}m");

    private static bool TryParseUnit(string text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length > MaxDigits + 1 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        long? ticks = text[^1] switch
        {
            'H' => number * TimeSpan.TicksPerHour,
            'M' => number * TimeSpan.TicksPerMinute,
            'S' => number * TimeSpan.TicksPerSecond,
            'm' => number * TimeSpan.TicksPerMillisecond,
            'u' => number * TimeSpan.TicksPerMicrosecond,
            'n' => number / TimeSpan.NanosecondsPerTick,
            _ => null,
        };
        timeout = TimeSpan.FromTicks(ticks.GetValueOrDefault());
        return ticks is not null;
    }

    private static bool TryParseSeconds(string text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length > 2 * MaxDigits || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds >= 100_000_000)
        {
            return false;
        }

        timeout = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }
}
