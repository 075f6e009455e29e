namespace WsAspire.Branching.Local;

/// <summary>An instance that was started while the system runs.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Service">The service.</param>
/// <param name="Port">The loopback port on which it listens.</param>
/// <param name="Log">Full path of the file that holds what it prints.</param>
/// <param name="Worktree">Root of the tree that it was built in.</param>
public sealed record StartedInstance(string Branch, string Service, int Port, string Log, string Worktree);
