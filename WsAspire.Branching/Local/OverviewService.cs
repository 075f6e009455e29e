namespace WsAspire.Branching.Local;

/// <summary>A service with its branches.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Branches">The branches that have an instance.</param>
public sealed record OverviewService(string Service, IReadOnlyList<OverviewBranch> Branches);
