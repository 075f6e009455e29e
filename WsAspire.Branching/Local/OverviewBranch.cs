namespace WsAspire.Branching.Local;

/// <summary>A branch of a service.</summary>
/// <param name="Branch">Its name.</param>
/// <param name="State"><c>serving</c> or <c>unhealthy</c>.</param>
/// <param name="Instances">Its instances, the oldest first.</param>
public sealed record OverviewBranch(string Branch, string State, IReadOnlyList<OverviewInstance> Instances);
