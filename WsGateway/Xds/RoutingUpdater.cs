using Envoy.Config.Cluster.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Service.Discovery.V3;
using Google.Protobuf;
using WsAspire.Branching.Xds;
using WsGateway.Routing;

namespace WsGateway.Xds;

/// <summary>Brings what the control plane says into the tables, branch by branch. One caller at a time.</summary>
internal sealed class RoutingUpdater(BranchTables tables, Instances instances, HeldResources held)
{
    /// <summary>Takes a resource.</summary>
    /// <exception cref="InvalidDataException">It can't be used, and what was before stays; the text says why.</exception>
    public void Set(Resource resource)
    {
        try
        {
            if (resource.Resource_.TypeUrl == TypeUrls.Cluster)
            {
                Set(resource.Name, Cluster.Parser.ParseFrom(resource.Resource_.Value));
            }
            else if (resource.Resource_.TypeUrl == TypeUrls.Endpoints)
            {
                Set(resource.Name, ClusterLoadAssignment.Parser.ParseFrom(resource.Resource_.Value));
            }
            else
            {
                throw new InvalidDataException($"expected clusters or endpoints, not {resource.Resource_.TypeUrl}");
            }
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException($"it can't be read: {exception.Message}", exception);
        }

        held.Set(resource);
    }

    /// <summary>Takes a resource away.</summary>
    public void Remove(string typeUrl, string name)
    {
        // Endpoints first: without their cluster nobody could make anything of them.
        if (typeUrl == TypeUrls.Cluster)
        {
            held.Remove(TypeUrls.Endpoints, name);
        }

        held.Remove(typeUrl, name);
        if (!ClusterName.TryParse(name, out var service, out var branch))
        {
            return;
        }

        if (typeUrl == TypeUrls.Endpoints)
        {
            Use(tables.Of(service).Entry(branch), EndpointSet.Empty);
        }
        else if (tables.Of(service).Remove(branch) is { } cluster)
        {
            Use(cluster, EndpointSet.Empty);
        }
    }

    private void Set(string name, Cluster cluster)
    {
        if (!ClusterName.TryParse(name, out var service, out var branch))
        {
            throw new InvalidDataException("expected a name of a service and a branch, such as ws-order/f1");
        }

        var settings = ClusterReader.Read(name, cluster);
        var table = tables.Of(service);
        if (table.Entry(branch) is { } known)
        {
            known.Use(settings);
        }
        else
        {
            table.Add(branch, new BranchCluster(name, settings));
        }
    }

    private void Set(string name, ClusterLoadAssignment assignment)
    {
        var read = EndpointReader.Read(name, assignment);
        if (ClusterName.TryParse(name, out var service, out var branch))
        {
            Use(
                tables.Of(service).Entry(branch) ?? throw new InvalidDataException("there is no cluster of this name"),
                EndpointSet.Of(read.Select(priority => priority.Select(endpoint => new BranchEndpoint(instances.Rent(endpoint.Host, endpoint.Port), endpoint.Branch)).ToArray())));
        }
    }

    private void Use(BranchCluster? cluster, EndpointSet endpoints)
    {
        if (cluster is null)
        {
            return;
        }

        var before = cluster.Endpoints;
        cluster.Use(endpoints);
        foreach (var endpoint in before.All)
        {
            instances.Return(endpoint.Instance);
        }
    }
}
