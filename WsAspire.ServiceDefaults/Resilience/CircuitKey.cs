namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>What a circuit belongs to.</summary>
/// <param name="Service">Name of the service that is called, such as <c>ws-order</c>.</param>
/// <param name="Method">Full name of the method.</param>
internal readonly record struct CircuitKey(string Service, string Method);
