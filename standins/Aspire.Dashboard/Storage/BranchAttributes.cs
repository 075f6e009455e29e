namespace Aspire.Dashboard.Storage;

/// <summary>The branches that telemetry names: the one that served, and the one that was asked for.</summary>
internal static class BranchAttributes
{
    private const string Served = "branch";
    private const string Asked = "ws.branch.asked";

    /// <summary>Whether attributes name a branch.</summary>
    public static bool Name(KeyValuePair<string, string>[] attributes, string branch) =>
        Array.Exists(attributes, attribute => attribute.Key is Served or Asked && attribute.Value == branch);

    /// <summary>The branches that attributes name.</summary>
    public static IEnumerable<string> Of(KeyValuePair<string, string>[] attributes) =>
        attributes.Where(attribute => attribute.Key is Served or Asked).Select(attribute => attribute.Value);
}
