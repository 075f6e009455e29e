using System.Net;

namespace WsAspire.Branching.Routing;

/// <summary>A process that serves a branch of a service, as proxies see it.</summary>
/// <param name="Address">Where it serves. Never a name.</param>
/// <param name="Port">The port at which it serves, 1 to 65535.</param>
/// <param name="IsDebugging">Whether somebody debugs it: then proxies neither give up on it nor ask another instance instead.</param>
public readonly record struct BranchInstance(IPAddress Address, int Port, bool IsDebugging);
