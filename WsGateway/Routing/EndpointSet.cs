namespace WsGateway.Routing;

/// <summary>The endpoints of a branch at one moment, by priority. Immutable but for whose turn it is.</summary>
internal sealed class EndpointSet
{
    private readonly BranchEndpoint[][] _priorities;
    private uint _turn;

    private EndpointSet(BranchEndpoint[][] priorities) => _priorities = priorities;

    /// <summary>None.</summary>
    public static EndpointSet Empty { get; } = new([]);

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _priorities.Length == 0;

    /// <summary>All of them.</summary>
    public IEnumerable<BranchEndpoint> All => _priorities.SelectMany(priority => priority);

    /// <summary>Makes a set; a priority without endpoints is left out.</summary>
    public static EndpointSet Of(IEnumerable<BranchEndpoint[]> priorities) => new([.. priorities.Where(priority => priority.Length > 0)]);

    /// <summary>Finds the endpoint for the next attempt: of the first priority that has a usable one, in turns. Where all are out, one of those all the same.</summary>
    /// <param name="ejects">Whether what is ejected is not usable.</param>
    /// <param name="tried">Instances that this request was sent to already.</param>
    /// <returns>Null where each was tried.</returns>
    public BranchEndpoint? Choose(bool ejects, IReadOnlyList<Instance> tried) =>
        Choose(endpoint => !(ejects && endpoint.Instance.IsOut) && !tried.Contains(endpoint.Instance)) ?? (ejects ? Choose(endpoint => !tried.Contains(endpoint.Instance)) : null);

    private BranchEndpoint? Choose(Func<BranchEndpoint, bool> isUsable)
    {
        foreach (var priority in _priorities)
        {
            var first = priority.Length == 1 ? 0 : Interlocked.Increment(ref _turn);
            for (uint i = 0; i < priority.Length; i++)
            {
                var endpoint = priority[(first + i) % (uint)priority.Length];
                if (isUsable(endpoint))
                {
                    return endpoint;
                }
            }
        }

        return null;
    }
}
