namespace WsAspire.Branching.Local;

/// <summary>A service of a running system.</summary>
/// <param name="Name">Its name, such as <c>ws-order</c>.</param>
/// <param name="Project">Its project file from the root of the tree, such as <c>WsOrder/WsOrder.csproj</c>; the same in every worktree.</param>
/// <param name="Door">Where callers reach it, such as <c>http://localhost:8080</c>.</param>
/// <param name="HasProxy">Whether a proxy that knows the branches is at the door.</param>
/// <param name="Environment">What the default branch's instance has in its environment, but for its own address.</param>
public sealed record RunningService(string Name, string Project, string Door, bool HasProxy, IReadOnlyDictionary<string, string> Environment);
