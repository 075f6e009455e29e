namespace WsAspire.Branching.Routing;

/// <summary>The instances of a service that take requests for a branch, and those of the default branch as the way out.</summary>
/// <param name="Service">The resource name of the service, a DNS label.</param>
/// <param name="Branch">The branch, a DNS label.</param>
/// <param name="Instances">The branch's own, in any order.</param>
/// <param name="DefaultBranch">The name of the default branch.</param>
/// <param name="DefaultInstances">The default branch's own, in any order; not used where <paramref name="Branch"/> is the default branch.</param>
public sealed record BranchEndpoints(
    string Service, string Branch, IReadOnlyCollection<BranchInstance> Instances, string DefaultBranch, IReadOnlyCollection<BranchInstance> DefaultInstances)
{
    /// <summary>Whether one of the branch's own instances is debugged.</summary>
    public bool IsDebugging => Instances.Any(instance => instance.IsDebugging);

    /// <summary>Whether this is the default branch.</summary>
    public bool IsDefault => string.Equals(Branch, DefaultBranch, StringComparison.Ordinal);
}
