using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using WsBranches.Services;

namespace WsBranches.Registry;

/// <summary>Reads where a pinned instance serves.</summary>
internal static class PinnedPlace
{
    /// <summary>How it has to be written, for messages.</summary>
    public const string Rule = "an IP address and a port, such as 10.0.0.5:8080 or [fd00::5]:8080; never a name";

    /// <summary>The most that one branch may have.</summary>
    public const int Max = 64;

    /// <summary>Reads one; false for anything that is not written so.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IPEndPoint? place)
    {
        place = null;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon <= 0 || !ushort.TryParse(text![(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
        {
            return false;
        }

        var host = text[..colon];
        var isBracketed = host is ['[', .., ']'];
        if (InstanceRules.ReadAddress(isBracketed ? host[1..^1] : host) is { } address && isBracketed == host.Contains(':', StringComparison.Ordinal))
        {
            place = new IPEndPoint(address, port);
        }

        return place is not null;
    }
}
