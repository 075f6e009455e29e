using System.CommandLine.Parsing;
using System.Globalization;

namespace HelloClient;

/// <summary>Reads the arguments that are more than text.</summary>
internal static class Arguments
{
    /// <summary>An absolute http or https address.</summary>
    public static Uri? ParseAddress(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
        {
            return address;
        }

        argument.AddError($"--address must be an address such as http://localhost:8080, not {text}");
        return null;
    }

    /// <summary>A value that a header can carry: printable ASCII. Whether there is such a branch is the proxy's to say.</summary>
    public static string? ParseBranch(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (text.All(letter => letter is > ' ' and <= '~'))
        {
            return text;
        }

        argument.AddError("--branch must be printable ASCII without spaces");
        return null;
    }

    /// <summary>A number and its unit: ms, s or m. More than 0, at most a day.</summary>
    public static TimeSpan? ParseDuration(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var digits = text.TrimEnd('m', 's');
        var unit = text[digits.Length..] switch { "ms" => 1, "s" => 1_000, "m" => 60_000, _ => 0 };
        if (unit > 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var duration = TimeSpan.FromMilliseconds((double)number * unit);
            if (duration > TimeSpan.Zero && duration <= TimeSpan.FromDays(1))
            {
                return duration;
            }
        }

        argument.AddError($"--deadline must be a number and its unit, such as 500ms, 5s or 2m, and at most a day, not {text}");
        return null;
    }
}
