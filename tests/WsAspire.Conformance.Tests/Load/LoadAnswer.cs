namespace WsAspire.Conformance.Tests.Load;

/// <summary>What became of one request.</summary>
/// <param name="Started">When it was sent, from the start of the load.</param>
/// <param name="Latency">How long it took.</param>
/// <param name="Way">Who answered, such as <c>ws-order/f1</c>; null where it failed.</param>
/// <param name="Error">Why it failed.</param>
public sealed record LoadAnswer(TimeSpan Started, TimeSpan Latency, string? Way, string? Error);
