using System.Collections.Concurrent;

namespace WsGateway.Routing;

/// <summary>The branches of all services, those without a door too.</summary>
internal sealed class BranchTables
{
    private readonly ConcurrentDictionary<string, BranchTable> _services = new(StringComparer.Ordinal);

    /// <summary>The branches of a service.</summary>
    public BranchTable Of(string service) => _services.GetOrAdd(service, static _ => new BranchTable());
}
