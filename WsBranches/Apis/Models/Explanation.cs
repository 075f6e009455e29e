namespace WsBranches.Apis.Models;

/// <summary>Where a request would go.</summary>
/// <param name="Service">The service.</param>
/// <param name="BranchAsked">The branch that was asked for; null where none was, or what was is no name of a branch.</param>
/// <param name="BranchServed">The branch that serves it.</param>
/// <param name="Reason">Why that is another: <c>no-instance</c>, <c>unhealthy</c>, <c>invalid</c>; null where it is not.</param>
/// <param name="Cluster">The cluster that proxies take; <c>ws-order</c> alone is the static one of their bootstrap.</param>
/// <param name="Text">The same for people.</param>
/// <param name="Instances">The instances of the branch that was asked for, those that take no requests included.</param>
/// <param name="ServedBy">The instances of the branch that serves it.</param>
internal sealed record Explanation(
    string Service,
    string? BranchAsked,
    string BranchServed,
    string? Reason,
    string Cluster,
    string Text,
    IReadOnlyList<InstanceModel> Instances,
    IReadOnlyList<InstanceModel> ServedBy);
