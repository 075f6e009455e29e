namespace WsAspire.Branching.Routing;

/// <summary>What is known of the branches at the moment of a decision.</summary>
public interface IRoutingTable
{
    /// <summary>The branch that serves what no other does, such as <c>test</c>.</summary>
    string DefaultBranch { get; }

    /// <summary>What a branch has of a service; <see cref="BranchState.Absent"/> for names that are not known. Never throws.</summary>
    BranchState StateOf(string service, string branch);
}
