namespace WsGateway.Proxy;

/// <summary>Why a request is answered by the gateway itself.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Detail">A word for the log.</param>
/// <param name="Message">A sentence for the caller.</param>
internal sealed record Refusal(int Status, string Detail, string Message);
