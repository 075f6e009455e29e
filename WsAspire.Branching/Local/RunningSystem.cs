namespace WsAspire.Branching.Local;

/// <summary>A system that runs on this machine, as its AppHost describes it to others: a file below <see cref="Folder"/>, for its owner only.</summary>
/// <param name="ProcessId">The AppHost.</param>
/// <param name="State">Full path of the folder that holds the system's data; an ephemeral one is below the folder that was chosen.</param>
/// <param name="CommandPort">Loopback port at which the AppHost takes a <see cref="BranchRequest"/>.</param>
/// <param name="Token">What each request has to show.</param>
/// <param name="Branches">Address of ws-branches, such as <c>http://localhost:41234</c>.</param>
/// <param name="DefaultBranch">The branch that serves what no other does.</param>
/// <param name="Services">The services that a branch may have.</param>
/// <param name="AskedAtStart">The instances that <c>./run --branch</c> started.</param>
public sealed record RunningSystem(
    int ProcessId,
    string State,
    int CommandPort,
    string Token,
    string Branches,
    string DefaultBranch,
    IReadOnlyList<RunningService> Services,
    IReadOnlyList<AskedInstance> AskedAtStart)
{
    /// <summary>Where the files of the systems of a tree are, from its root; each is named after its process, <c>4711.json</c>.</summary>
    public const string Folder = ".ws/run";
}
