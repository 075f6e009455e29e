using Microsoft.Extensions.Options;
using WsAspire.Branching;
using WsAspire.Branching.Xds;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>What this process is in the answers of all services: its name and its branch.</summary>
internal sealed class OwnBranch(ServiceIdentity service, IOptions<BranchingOptions> options)
{
    /// <summary>The service; its name as a DNS label.</summary>
    public string Service { get; } = BranchLabel.Of(service.Name);

    /// <summary>The branch that it serves.</summary>
    public string Branch { get; } = options.Value.Own;

    /// <summary>The branch that serves where no other does.</summary>
    public string Default { get; } = options.Value.Default;

    /// <summary>Whether answers say who served though no branch was asked for: where there are branches at all.</summary>
    public bool AlwaysAnswers { get; } = options.Value.IsBranch || options.Value.ListControlPlanes().Count > 0;

    /// <summary>Says who serves a request, and why it is not who was asked for.</summary>
    /// <param name="choice">What the request asks for.</param>
    /// <param name="cluster">Where its proxy says that it sent it to (<see cref="BranchHeaders.Cluster"/>); null or anything where there is none.</param>
    public ServedBy Serves(BranchChoice choice, string? cluster) => new(
        Service,
        Branch,
        choice.IsInvalid ? ServedReason.Invalid
        : choice.Branch is not { } asked || asked == Branch || Branch != Default ? ServedReason.None
        : ClusterName.TryParse(cluster, out _, out var known) && known == asked ? ServedReason.Unhealthy
        : ServedReason.NoInstance);
}
