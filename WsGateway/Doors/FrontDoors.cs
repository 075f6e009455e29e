using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Branching;
using WsGateway.Routing;

namespace WsGateway.Doors;

/// <summary>All doors, found by the port at which a request came in.</summary>
internal sealed class FrontDoors
{
    private readonly FrozenDictionary<int, FrontDoor> _byPort;

    public FrontDoors(IOptions<GatewayOptions> options, IOptions<BranchingOptions> branching, BranchTables tables, Instances instances) =>
        _byPort = options.Value.FrontDoors
            .Select(door => new FrontDoor(door, branching.Value.Default, tables.Of(door.Service), StaticOf(door, instances)))
            .SelectMany(door => door.Options.Ports, (door, port) => KeyValuePair.Create(port, door))
            .ToFrozenDictionary();

    /// <summary>The door at a port.</summary>
    public FrontDoor At(int port) => _byPort[port];

    private static BranchCluster? StaticOf(FrontDoorOptions door, Instances instances)
    {
        if (string.IsNullOrEmpty(door.Endpoint))
        {
            return null;
        }

        var address = new Uri(door.Endpoint);
        var cluster = new BranchCluster(door.Service, ClusterSettings.Static);
        cluster.Use(EndpointSet.Of([[new BranchEndpoint(instances.Rent(address.Host, address.Port), "")]]));
        return cluster;
    }
}
