using System.Diagnostics.CodeAnalysis;

namespace WsAspire.Branching.Xds;

/// <summary>The names of clusters and of their endpoints: <c>service/branch</c>.</summary>
public static class ClusterName
{
    /// <summary>Names the cluster of a service and a branch.</summary>
    public static string Of(string service, string branch) => service + "/" + branch;

    /// <summary>Reads a name; false for one that this system never gives.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out string? service, [NotNullWhen(true)] out string? branch)
    {
        var slash = name?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        service = slash > 0 ? name![..slash] : null;
        branch = slash > 0 ? name![(slash + 1)..] : null;
        return BranchName.IsValid(service) && BranchName.IsValid(branch);
    }
}
