namespace Aspire.Hosting.Orchestration;

/// <summary>One endpoint as one replica serves it.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="Port">The port on which this replica has to listen.</param>
/// <param name="Proxy">What sends it connections; null when the port is the public one.</param>
internal sealed record ReplicaEndpoint(string Name, int Port, ReplicaProxy? Proxy);
