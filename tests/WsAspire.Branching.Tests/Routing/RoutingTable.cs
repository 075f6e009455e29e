using WsAspire.Branching.Routing;

namespace WsAspire.Branching.Tests.Routing;

/// <summary>A table that says what the test says.</summary>
internal sealed class RoutingTable(string defaultBranch, Dictionary<(string Service, string Branch), BranchState> states) : IRoutingTable
{
    public string DefaultBranch => defaultBranch;

    public BranchState StateOf(string service, string branch) => states.GetValueOrDefault((service, branch));
}
