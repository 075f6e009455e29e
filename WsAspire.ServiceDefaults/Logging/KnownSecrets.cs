using System.Buffers;
using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>The secrets of a configuration by their values: the longest first, so that none is left half.</summary>
internal sealed class KnownSecrets
{
    private readonly string[] _values;
    private readonly SearchValues<string> _search;

    private KnownSecrets(string[] values)
    {
        _values = values;
        _search = SearchValues.Create(values, StringComparison.Ordinal);
    }

    /// <summary>Collects them.</summary>
    /// <param name="configuration">Where keys that sound like secrets have them, and connection strings.</param>
    /// <param name="shortest">Characters below which a value is not looked for.</param>
    public static KnownSecrets Of(IConfiguration configuration, int shortest) => new(
    [
        .. configuration.AsEnumerable()
            .Where(pair => pair.Value is { Length: > 0 })
            .SelectMany(pair => Secrets.NamesConnection(pair.Key) ? OfConnection(pair.Value!) : Secrets.NamesSecret(pair.Key) ? [pair.Value!] : [])
            .Where(value => value.Length >= shortest && !IsDuration(value))
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(value => value.Length),
    ]);

    /// <summary>Gives a text without them.</summary>
    public string Hide(string text)
    {
        if (_values.Length == 0 || !text.AsSpan().ContainsAny(_search))
        {
            return text;
        }

        foreach (var value in _values)
        {
            text = text.Replace(value, Secrets.Mask, StringComparison.Ordinal);
        }

        return text;
    }

    // Of keys such as TokenLifetime.
    private static bool IsDuration(string value) => value.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _);

    private static IEnumerable<string> OfConnection(string connection)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connection };
            return [.. parts.Keys.Cast<string>().Where(Secrets.NamesSecret).Select(key => parts[key].ToString() ?? "")];
        }
        catch (ArgumentException)
        {
            return [connection];
        }
    }
}
