namespace WsBranches.Apis.Models;

/// <summary>A service on the way of a request.</summary>
/// <param name="Service">Its resource name.</param>
/// <param name="Branch">The branch that served.</param>
/// <param name="Reason">Why that is another than was asked for; null where it is not.</param>
internal sealed record TryHop(string Service, string Branch, string? Reason);
