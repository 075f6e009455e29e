using WsAspire.Branching.Xds;

namespace WsBranches.Xds;

/// <summary>The resources of one type, and in which order they changed last. Who knows a position finds what is newer at the cost of just that.</summary>
/// <remarks>Each name is in it once, so it grows with what exists, not with what happened. Of what was removed the last are remembered; who is further behind compares all.</remarks>
internal sealed class ResourceSet
{
    private const int RemembersRemovals = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<ResourceChange>> _names = new(StringComparer.Ordinal);
    private readonly LinkedList<ResourceChange> _changes = [];
    private readonly SortedDictionary<long, string> _removals = [];
    private long _position;
    private long _forgotten;

    /// <summary>Puts a resource, or removes it with null. What is as it was is no change.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="changedAt">The timestamp of what brought it about; 0: it is not known.</param>
    /// <returns>Whether it is a change.</returns>
    public bool Set(string name, XdsResource? resource, long changedAt = 0)
    {
        lock (_lock)
        {
            var known = _names.GetValueOrDefault(name);
            if (known?.Value.Resource?.Version == resource?.Version)
            {
                return false;
            }

            if (known is not null)
            {
                _changes.Remove(known);
                if (known.Value.Resource is null)
                {
                    _removals.Remove(known.Value.Position);
                }
            }

            var node = _changes.AddLast(new ResourceChange(name, resource, ++_position, changedAt));
            _names[name] = node;
            if (resource is null)
            {
                _removals.Add(_position, name);
                ForgetOldRemovals();
            }

            return true;
        }
    }

    /// <summary>Finds a resource; null where there is none.</summary>
    public XdsResource? Find(string name) => FindChange(name)?.Resource;

    /// <summary>Finds the last change of a resource; null where there was none, or it is forgotten.</summary>
    public ResourceChange? FindChange(string name)
    {
        lock (_lock)
        {
            return _names.GetValueOrDefault(name)?.Value;
        }
    }

    /// <summary>Names what changed after a position.</summary>
    /// <param name="position">The position; 0 is before all.</param>
    /// <param name="names">Takes the names, the oldest change first.</param>
    /// <returns>The position of now, and whether removals after the position were forgotten: then what is held has to be compared, too.</returns>
    public (long Position, bool HasForgotten) ReadSince(long position, ICollection<string> names)
    {
        lock (_lock)
        {
            var node = _changes.Last;
            while (node?.Previous is { } before && before.Value.Position > position)
            {
                node = before;
            }

            for (; node is not null; node = node.Next)
            {
                if (node.Value.Position > position)
                {
                    names.Add(node.Value.Name);
                }
            }

            return (_position, position > 0 && position < _forgotten);
        }
    }

    private void ForgetOldRemovals()
    {
        if (_removals.Count <= RemembersRemovals)
        {
            return;
        }

        var (position, name) = _removals.First();
        _removals.Remove(position);
        _names.Remove(name, out var oldest);
        _changes.Remove(oldest!);
        _forgotten = position;
    }
}
