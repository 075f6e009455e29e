namespace WsAspire.Branching.Local;

/// <summary>A service of a branch that was asked for at the start of the system.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Service">The service.</param>
/// <param name="Worktree">Where it comes from; null is the tree of the system.</param>
public sealed record AskedInstance(string Branch, string Service, string? Worktree);
