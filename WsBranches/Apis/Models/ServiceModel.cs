namespace WsBranches.Apis.Models;

/// <summary>A service with its branches.</summary>
/// <param name="Service">Its resource name.</param>
/// <param name="Branches">The branches that have an instance, by name.</param>
/// <param name="Leaving">Branches whose last instance that took requests left a moment ago: proxies still know them, and the default branch serves them.</param>
internal sealed record ServiceModel(string Service, IReadOnlyList<BranchModel> Branches, IReadOnlyList<string> Leaving);
