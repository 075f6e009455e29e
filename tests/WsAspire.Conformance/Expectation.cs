using WsAspire.Branching;

namespace WsAspire.Conformance;

/// <summary>What the contract says of a request, in as few words as it can be said.</summary>
public static class Expectation
{
    /// <summary>The way of a request and its <c>branch-served</c>.</summary>
    /// <param name="asked">Its header; null is none.</param>
    /// <param name="services">The services that it comes to, in their order.</param>
    public static (string Way, string Served) Of(string? asked, params string[] services)
    {
        var isName = asked is not null && BranchName.IsValid(asked);
        var branch = isName ? asked! : RouteNames.Default;
        var hops = services.Select((service, index) => (
            Service: service,
            Branch: BranchPlan.Has(service, branch) ? branch : RouteNames.Default,
            // Who calls on carries the default branch in the place of what is no name.
            Reason: asked is null ? "" : isName ? (BranchPlan.Has(service, branch) ? "" : "(no-instance)") : index == 0 ? "(invalid)" : "")).ToArray();
        return (string.Join(' ', hops.Select(hop => $"{hop.Service}/{hop.Branch}")), string.Join(", ", hops.Select(hop => $"{hop.Service}={hop.Branch}{hop.Reason}")));
    }
}
