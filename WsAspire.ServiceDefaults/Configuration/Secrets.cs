using System.Data.Common;
using System.Text.RegularExpressions;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Hides what must not be seen, by the name of the key and by the shape of the value.</summary>
internal static partial class Secrets
{
    public const string Mask = "***";

    private static readonly string[] s_words = ["password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "privatekey", "accesskey", "credential", "authorization", "otlpheaders"];
    private static readonly string[] s_wordsOfConnections = ["connectionstring"];

    // Names a folder.
    private static readonly string[] s_harmless = ["secretsdirectory"];

    /// <summary>Gives the value as it may be shown.</summary>
    public static string Hide(string key, string value)
    {
        var name = Bare(key);
        if (value.Length == 0 || bool.TryParse(value, out _) || s_harmless.Contains(name))
        {
            return value;
        }

        if (s_wordsOfConnections.Any(name.Contains))
        {
            return HideInConnectionString(value);
        }

        return s_words.Any(name.Contains) ? Mask : HideByShape(value);
    }

    /// <summary>Gives a value out of a store of secrets as it may be shown: of a connection string all but its secrets, of anything else nothing.</summary>
    public static string HideStored(string key, string value) => s_wordsOfConnections.Any(Bare(key).Contains) ? HideInConnectionString(value) : Mask;

    /// <summary>Whether the values of a name are secret.</summary>
    public static bool NamesSecret(string name) => Bare(name) is var bare && s_words.Any(bare.Contains) && !s_harmless.Contains(bare);

    /// <summary>Whether the values of a name are connection strings.</summary>
    public static bool NamesConnection(string name) => s_wordsOfConnections.Any(Bare(name).Contains);

    /// <summary>Gives a text without what has the shape of a secret: a user in an address, an Authorization, a password with its name.</summary>
    public static string HideByShape(string value)
    {
        var hidden = UserInfo().Replace(value, "://" + Mask + "@");
        hidden = Authorization().Replace(hidden, "$1" + Mask);
        return PasswordPart().Replace(hidden, "$1" + Mask);
    }

    private static string HideInConnectionString(string value)
    {
        if (value.Contains("://", StringComparison.Ordinal))
        {
            return HideByShape(value);
        }

        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = value };
            foreach (var key in parts.Keys.Cast<string>().Where(key => s_words.Any(Bare(key).Contains) || Bare(key).EndsWith("key", StringComparison.Ordinal)).ToArray())
            {
                parts[key] = Mask;
            }

            return parts.ConnectionString;
        }
        catch (ArgumentException)
        {
            return Mask;
        }
    }

    private static string Bare(string key) => string.Concat(key.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex("://[^/@\\s]+@")]
    private static partial Regex UserInfo();

    [GeneratedRegex("\\b((?:Bearer|Basic|ApiKey)(?:\\s|%20)+)[^\\s,;\"]+", RegexOptions.IgnoreCase)]
    private static partial Regex Authorization();

    [GeneratedRegex("\\b((?:password|pwd|secret|token|api[-_]?key)[\"']?\\s*[=:]\\s*[\"']?)[^;&,\\s\"']+", RegexOptions.IgnoreCase)]
    private static partial Regex PasswordPart();
}
