using CsCheck;
using WsAspire.Branching.Xds;

namespace WsAspire.Branching.Tests.Xds;

public sealed class EndpointResourcesTests
{
    [Fact]
    public void Create_OfABranch_HasItsInstancesFirst_AndThoseOfTestAsTheWayOut() => Branches.AssertJson(
        """
        {
          "cluster_name": "ws-order/f1",
          "endpoints": [
            {"lb_endpoints": [
              {"endpoint": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": 5201}}}, "metadata": {"filter_metadata": {"ws": {"branch": "f1"}}}},
              {"endpoint": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": 5202}}}, "metadata": {"filter_metadata": {"ws": {"branch": "f1"}}}}
            ]},
            {"priority": 1, "lb_endpoints": [
              {"endpoint": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": 5101}}}, "metadata": {"filter_metadata": {"ws": {"branch": "test"}}}}
            ]}
          ],
          "policy": {"overprovisioning_factor": 100000}
        }
        """,
        EndpointResources.Create(Branches.Of("f1", [Branches.At(5202), Branches.At(5201)], Branches.At(5101))));

    [Fact]
    public void Create_OfTest_HasNoWayOut()
    {
        var endpoints = EndpointResources.Create(Branches.Of("test", [Branches.At(5101)], Branches.At(5101)));

        Assert.Equal(0u, Assert.Single(endpoints.Endpoints).Priority);
    }

    [Fact]
    public void Create_OfABranchWithoutInstances_LeavesThoseOfTestWhereTheyWere()
    {
        var endpoints = EndpointResources.Create(Branches.Of("f1", [], Branches.At(5101))).Endpoints;

        Assert.Equal([(0u, 0), (1u, 1)], endpoints.Select(group => (group.Priority, group.LbEndpoints.Count)));
    }

    [Fact]
    public void Version_DependsOnContent_NotOnOrder() => Gen.Int[1, 65535].HashSet[1, 20].Sample(ports =>
    {
        var forwards = Branches.Of("f1", [.. ports.Select(port => Branches.At(port))], Branches.At(1));
        var backwards = Branches.Of("f1", [.. ports.Reverse().Select(port => Branches.At(port))], Branches.At(1));
        var more = Branches.Of("f1", [.. ports.Select(port => Branches.At(port)), Branches.At(1, "10.0.0.5")], Branches.At(1));

        var version = XdsResource.Create("ws-order/f1", EndpointResources.Create(forwards)).Version;

        Assert.Matches("^[0-9a-f]{16}$", version);
        Assert.Equal(version, XdsResource.Create("ws-order/f1", EndpointResources.Create(backwards)).Version);
        Assert.NotEqual(version, XdsResource.Create("ws-order/f1", EndpointResources.Create(more)).Version);
    });
}
