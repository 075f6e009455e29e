namespace WsGateway.Routing;

/// <summary>What serves a branch of a service. Settings and endpoints are replaced while requests go on with what they had.</summary>
/// <param name="name">Its name, for people.</param>
/// <param name="settings">How its instances are treated.</param>
internal sealed class BranchCluster(string name, ClusterSettings settings)
{
    private volatile ClusterSettings _settings = settings;
    private volatile EndpointSet _endpoints = EndpointSet.Empty;
    private int _requests;

    /// <summary>Its name, for people.</summary>
    public string Name => name;

    /// <summary>How its instances are treated.</summary>
    public ClusterSettings Settings => _settings;

    /// <summary>Where it is served.</summary>
    public EndpointSet Endpoints => _endpoints;

    /// <summary>Whether it can serve; without endpoints it waits for them.</summary>
    public bool IsServing => !_endpoints.IsEmpty;

    /// <summary>Replaces the settings.</summary>
    public void Use(ClusterSettings changed) => _settings = changed;

    /// <summary>Replaces the endpoints.</summary>
    public void Use(EndpointSet endpoints) => _endpoints = endpoints;

    /// <summary>Counts a request in, unless there are too many; each that was is counted out by <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _requests) <= _settings.MaxRequests)
        {
            return true;
        }

        Interlocked.Decrement(ref _requests);
        return false;
    }

    /// <summary>Counts a request out.</summary>
    public void Leave() => Interlocked.Decrement(ref _requests);
}
