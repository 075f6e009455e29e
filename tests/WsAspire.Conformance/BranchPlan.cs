using System.Globalization;

namespace WsAspire.Conformance;

/// <summary>Fifty branches: a quarter of them has both services, a quarter each only one, a quarter none.</summary>
public static class BranchPlan
{
    /// <summary>The branches.</summary>
    public static IReadOnlyList<string> Branches { get; } = [.. Enumerable.Range(0, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"b{i}"))];

    /// <summary>Whether a branch has a service.</summary>
    public static bool Has(string service, string branch) => branch == RouteNames.Default || (IndexOf(branch) % 4) switch
    {
        0 => true,
        1 => service == RouteNames.Bff,
        2 => service == RouteNames.Order,
        _ => false,
    };

    /// <summary>The branches of a service, the default branch first.</summary>
    public static IEnumerable<string> Of(string service) => Branches.Where(branch => Has(service, branch)).Prepend(RouteNames.Default);

    private static int IndexOf(string branch) => int.Parse(branch[1..], CultureInfo.InvariantCulture);
}
