using System.ComponentModel.DataAnnotations;
using WsAspire.Branching;
using WsAspire.Branching.Xds;
using WsAspire.ServiceDefaults.Configuration;
using WsBranches.Registry;

namespace WsBranches;

/// <summary>The section <c>Branches</c>: how the control plane treats what it does not know yet, and the doors through which its console sends requests.</summary>
internal sealed class BranchesOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Branches";

    /// <summary>Time after the start in which nothing is taken from proxies that they had before, so that instances can come back. 10 s by default; 0 to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Warming { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time for which proxies still know a branch whose last instance left, served by the default branch, so that requests on their way are repeated there. 5 s by default; 0 to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Linger { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Where callers reach a service, by its name, such as <c>http://127.0.0.1:8080</c> for ws-order: its proxy, or itself. The console's box to try a request sends there and nowhere else. None by default.</summary>
    public Dictionary<string, Uri> Doors { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Addresses that stand for a branch of a service without a process that registers, by both names, such as <c>10.0.0.5:8080, 10.0.0.6:8080</c> for <c>ws-order/f1</c>: IP addresses with their ports, never names, 64 at most. None by default.</summary>
    [Reloadable]
    public Dictionary<string, string> Pins { get; set; } = new(StringComparer.Ordinal);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (service, door) in Doors)
        {
            if (!BranchName.IsValid(service))
            {
                yield return new($"{SectionName}:{nameof(Doors)}:{service}: expected the name of a service, a DNS label such as ws-order.");
            }

            if (door is not { Scheme: "http" or "https", Host.Length: > 0, PathAndQuery: "/", Fragment: "", UserInfo: "" })
            {
                yield return new($"{SectionName}:{nameof(Doors)}:{service}: '{door}': expected http:// or https://, a host and a port, such as http://127.0.0.1:8080.");
            }
        }

        foreach (var (name, addresses) in Pins)
        {
            if (!ClusterName.TryParse(name, out _, out _))
            {
                yield return new($"{SectionName}:{nameof(Pins)}:{name}: expected the names of a service and a branch, such as ws-order/f1.");
            }

            if (ConfiguredPins.ReadPlaces(addresses) is null)
            {
                yield return new($"{SectionName}:{nameof(Pins)}:{name}: '{addresses}': expected 1 to {PinnedPlace.Max} of {PinnedPlace.Rule}; commas between them.");
            }
        }
    }
}
