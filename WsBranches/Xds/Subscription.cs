using Envoy.Service.Discovery.V3;

namespace WsBranches.Xds;

/// <summary>One type of resources on one stream: what the proxy wants, what it holds, and so what it is to be sent. Not thread-safe.</summary>
/// <remarks>It knows states, no messages: however slow a proxy reads, there is one entry for each name.</remarks>
/// <param name="resources">What there is.</param>
/// <param name="isWildcard">Whether the proxy wants all without asking for each.</param>
/// <param name="isFirst">Whether a name is one of those that are sent before the others.</param>
/// <param name="since">The timestamp of its beginning.</param>
internal sealed class Subscription(ResourceSet resources, bool isWildcard, Func<string, bool> isFirst, long since)
{
    private const string All = "*";
    private const int Share = 256;

    // The version that the proxy holds; empty: it waits for the resource, or knows that there is none.
    private readonly Dictionary<string, string> _held = new(StringComparer.Ordinal);
    private readonly HashSet<string> _broughtAlong = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _first = new(StringComparer.Ordinal);
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private readonly List<string> _news = [];
    private bool _isWildcard = isWildcard;
    private bool _hasBegun;
    private bool _owesAnswer;
    private long _position;

    /// <summary>The names that the proxy holds with their versions.</summary>
    public IEnumerable<KeyValuePair<string, string>> Held => _held.Where(entry => entry.Value.Length > 0);

    /// <summary>The timestamp of the oldest change that the last response tells; null where all of it is older than the stream, and so was not waiting for it.</summary>
    public long? OldestChange { get; private set; }

    /// <summary>Takes what the proxy wants and has.</summary>
    public void Apply(DeltaDiscoveryRequest request)
    {
        foreach (var (name, version) in _hasBegun ? [] : (IEnumerable<KeyValuePair<string, string>>)request.InitialResourceVersions)
        {
            _held[name] = version;
            _broughtAlong.Add(name);
            _asked.Add(name);
        }

        foreach (var name in request.ResourceNamesSubscribe)
        {
            if (name == All)
            {
                _isWildcard = true;
                _position = 0;
            }
            else
            {
                // Whoever asks again wants it again.
                if (_hasBegun || !_broughtAlong.Contains(name))
                {
                    _held[name] = "";
                }

                _asked.Add(name);
            }
        }

        foreach (var name in request.ResourceNamesUnsubscribe)
        {
            _isWildcard &= name != All;
            _held.Remove(name);
            _broughtAlong.Remove(name);
            _asked.Remove(name);
        }

        // A proxy that has nothing waits for an answer, even if there is nothing.
        _owesAnswer |= !_hasBegun && _isWildcard && _held.Count == 0;
        _hasBegun = true;
    }

    /// <summary>Sends resources again that the proxy holds already: their clusters were made anew.</summary>
    public void Renew(IEnumerable<string> names)
    {
        foreach (var name in names.Where(_held.ContainsKey))
        {
            _held[name] = "";
            _asked.Add(name);
        }
    }

    /// <summary>Makes the next response.</summary>
    /// <param name="isWarming">Whether nothing may be taken or changed of what the proxy brought along.</param>
    /// <returns>Null when the proxy holds what there is. The caller sets type and nonce.</returns>
    public DeltaDiscoveryResponse? Next(bool isWarming)
    {
        if (!_hasBegun)
        {
            return null;
        }

        OldestChange = null;
        TakeNews(isWarming);
        var response = new DeltaDiscoveryResponse();
        foreach (var (due, most) in new[] { (_asked, int.MaxValue), (_first, int.MaxValue), (_others, Share) })
        {
            while (due.Count > 0 && IsEmpty(response))
            {
                foreach (var name in due.Take(most).ToArray())
                {
                    due.Remove(name);
                    Compare(name, isWarming, response);
                }
            }
        }

        if (IsEmpty(response) && !_owesAnswer)
        {
            return null;
        }

        _owesAnswer = false;
        return response;
    }

    private static bool IsEmpty(DeltaDiscoveryResponse response) => response.Resources.Count == 0 && response.RemovedResources.Count == 0;

    private void TakeNews(bool isWarming)
    {
        _news.Clear();
        var isAll = _isWildcard && _position == 0;
        (_position, var hasForgotten) = resources.ReadSince(_position, _news);
        foreach (var name in _news.Where(name => _isWildcard || _held.ContainsKey(name)))
        {
            (isAll ? _asked : isFirst(name) ? _first : _others).Add(name);
        }

        if (hasForgotten)
        {
            _others.UnionWith(_held.Keys);
        }

        if (!isWarming && _broughtAlong.Count > 0)
        {
            _others.UnionWith(_broughtAlong);
            _first.UnionWith(_broughtAlong.Where(isFirst));
            _broughtAlong.Clear();
        }
    }

    private void Compare(string name, bool isWarming, DeltaDiscoveryResponse response)
    {
        var change = resources.FindChange(name);
        var resource = change?.Resource;
        var isHeld = _held.TryGetValue(name, out var version);
        if (isHeld && version == resource?.Version)
        {
            _broughtAlong.Remove(name);
            return;
        }

        if (isWarming && _broughtAlong.Contains(name) && (resource is null || version is { Length: > 0 }))
        {
            return;
        }

        if (resource is not null)
        {
            _held[name] = resource.Version;
            response.Resources.Add(resource.Message);
            Note(change!);
        }
        else if (isHeld)
        {
            Remove(name, response);
            Note(change);
        }
    }

    private void Note(ResourceChange? change)
    {
        if (change?.ChangedAt > since)
        {
            OldestChange = Math.Min(OldestChange ?? long.MaxValue, change.ChangedAt);
        }
    }

    private void Remove(string name, DeltaDiscoveryResponse response)
    {
        response.RemovedResources.Add(name);
        if (_isWildcard)
        {
            _held.Remove(name);
        }
        else
        {
            _held[name] = "";
        }
    }
}
