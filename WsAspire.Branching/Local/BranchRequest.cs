namespace WsAspire.Branching.Local;

/// <summary>What the AppHost of a running system is asked: one line of JSON on a connection of its own. To close the connection is to change one's mind.</summary>
/// <param name="Token">The token of <see cref="RunningSystem"/>.</param>
/// <param name="Verb">What to do.</param>
/// <param name="Branch">The branch; null for <see cref="BranchVerb.List"/>.</param>
/// <param name="Service">The service; null for <see cref="BranchVerb.List"/>, and for all that was started of a branch.</param>
/// <param name="Program">Full path of the service's assembly, to start.</param>
/// <param name="Worktree">Root of the tree that it was built in, to start.</param>
/// <param name="Replicas">How many instances, to start.</param>
public sealed record BranchRequest(
    string Token, BranchVerb Verb, string? Branch = null, string? Service = null, string? Program = null, string? Worktree = null, int Replicas = 1);
