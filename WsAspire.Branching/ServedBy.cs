namespace WsAspire.Branching;

/// <summary>One service that took part in an answer.</summary>
/// <param name="Service">Its name, such as <c>ws-order</c>.</param>
/// <param name="Branch">The branch of the instance that served.</param>
/// <param name="Reason">Why it was not the one that was asked for.</param>
public readonly record struct ServedBy(string Service, string Branch, ServedReason Reason = ServedReason.None);
