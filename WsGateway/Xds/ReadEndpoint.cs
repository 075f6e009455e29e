namespace WsGateway.Xds;

/// <summary>An endpoint as the control plane says it.</summary>
/// <param name="Host">IP address, or name.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Branch">The branch that its instance is of; empty where that is not said.</param>
internal readonly record struct ReadEndpoint(string Host, int Port, string Branch);
