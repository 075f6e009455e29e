using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>Hides secrets in what leaves the process: the values of the configuration that are secret, wherever they stand; values of names that sound like one; and what has the shape of one.</summary>
internal sealed class Redaction : IDisposable
{
    /// <summary>What stands in its place.</summary>
    public const string Mask = Secrets.Mask;

    // Shorter ones stand in ordinary words.
    private const int ShortestSecret = 6;
    private const int MostNames = 1000;

    // Where none of them is, there is no shape of a secret: most texts are looked through once.
    private static readonly SearchValues<string> s_signs = SearchValues.Create(["password", "pwd", "secret", "token", "apikey", "api-key", "api_key", "bearer", "basic", "://"], StringComparison.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fields;
    private readonly IDisposable _watch;
    private volatile KnownSecrets _known;

    public Redaction(IConfiguration configuration, IOptions<LogOptions> options)
    {
        _fields = options.Value.RedactedFields.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _known = KnownSecrets.Of(configuration, ShortestSecret);
        _watch = ChangeToken.OnChange(configuration.GetReloadToken, () => _known = KnownSecrets.Of(configuration, ShortestSecret));
    }

    /// <summary>Whether the values of a name are hidden.</summary>
    public bool IsSecret(string name)
    {
        if (_names.TryGetValue(name, out var isSecret))
        {
            return isSecret;
        }

        isSecret = _fields.Contains(name) || Secrets.NamesSecret(name);
        if (_names.Count < MostNames)
        {
            _names[name] = isSecret;
        }

        return isSecret;
    }

    /// <summary>Gives a text as it may be seen.</summary>
    public string Hide(string text)
    {
        text = _known.Hide(text);
        return text.AsSpan().ContainsAny(s_signs) ? Secrets.HideByShape(text) : text;
    }

    public void Dispose() => _watch.Dispose();
}
