using Envoy.Service.Discovery.V3;

namespace WsGateway.Xds;

/// <summary>What the control plane said last, as it came: to be named to the next one, and to be kept on disk.</summary>
internal sealed class HeldResources
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, Resource>> _types = new(StringComparer.Ordinal);

    /// <summary>Is told of each change.</summary>
    public event Action? Changed;

    /// <summary>All of them.</summary>
    public IReadOnlyList<Resource> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _types.Values.SelectMany(type => type.Values)];
            }
        }
    }

    /// <summary>The versions of a type, by name.</summary>
    public Dictionary<string, string> VersionsOf(string typeUrl)
    {
        lock (_lock)
        {
            return TypeOf(typeUrl).ToDictionary(entry => entry.Key, entry => entry.Value.Version, StringComparer.Ordinal);
        }
    }

    /// <summary>Holds a resource.</summary>
    public void Set(Resource resource)
    {
        lock (_lock)
        {
            TypeOf(resource.Resource_.TypeUrl)[resource.Name] = resource;
        }

        Changed?.Invoke();
    }

    /// <summary>Lets one go.</summary>
    public void Remove(string typeUrl, string name)
    {
        lock (_lock)
        {
            TypeOf(typeUrl).Remove(name);
        }

        Changed?.Invoke();
    }

    private Dictionary<string, Resource> TypeOf(string typeUrl) =>
        _types.TryGetValue(typeUrl, out var type) ? type : _types[typeUrl] = new Dictionary<string, Resource>(StringComparer.Ordinal);
}
