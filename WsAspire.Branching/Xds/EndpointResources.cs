using System.Net;
using Envoy.Config.Core.V3;
using Envoy.Config.Endpoint.V3;
using Google.Protobuf.WellKnownTypes;
using WsAspire.Branching.Routing;
using SocketAddress = Envoy.Config.Core.V3.SocketAddress;

namespace WsAspire.Branching.Xds;

/// <summary>Makes the endpoints of a service and a branch: its own instances at priority 0, those of the default branch at priority 1. Pure.</summary>
public static class EndpointResources
{
    // The default branch gets requests when no instance of the branch is left, not when some are: at Envoy's 140, one dead of two sends a third away.
    private const uint Overprovisioning = 100_000;

    /// <summary>Makes the endpoints.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="host">The name that stands for loopback addresses; null leaves them.</param>
    public static ClusterLoadAssignment Create(BranchEndpoints branch, string? host = null)
    {
        var assignment = new ClusterLoadAssignment
        {
            ClusterName = ClusterName.Of(branch.Service, branch.Branch),
            Policy = new ClusterLoadAssignment.Types.Policy { OverprovisioningFactor = Overprovisioning },
        };

        // Also where there are none: the others would else move to priority 0, and lose their connections by that.
        assignment.Endpoints.Add(CreateGroup(0, branch.Instances, branch.Branch, host));
        if (!branch.IsDefault && branch.DefaultInstances.Count > 0)
        {
            assignment.Endpoints.Add(CreateGroup(1, branch.DefaultInstances, branch.DefaultBranch, host));
        }

        return assignment;
    }

    private static LocalityLbEndpoints CreateGroup(uint priority, IReadOnlyCollection<BranchInstance> instances, string branch, string? host)
    {
        var group = new LocalityLbEndpoints { Priority = priority };
        var addresses = instances
            .Select(instance => (Address: AddressOf(instance.Address, host), instance.Port))
            .Distinct()
            .OrderBy(place => place.Address, StringComparer.Ordinal)
            .ThenBy(place => place.Port);
        foreach (var (address, port) in addresses)
        {
            group.LbEndpoints.Add(CreateEndpoint(address, port, branch));
        }

        return group;
    }

    private static string AddressOf(IPAddress address, string? host) => host is not null && IPAddress.IsLoopback(address) ? host : address.ToString();

    private static LbEndpoint CreateEndpoint(string address, int port, string branch) => new()
    {
        Endpoint = new Envoy.Config.Endpoint.V3.Endpoint { Address = new Address { SocketAddress = new SocketAddress { Address = address, PortValue = (uint)port } } },
        Metadata = new Metadata { FilterMetadata = { ["ws"] = new Struct { Fields = { ["branch"] = Value.ForString(branch) } } } },
    };
}
