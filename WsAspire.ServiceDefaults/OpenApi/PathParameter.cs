namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>A part of a path that the caller fills in.</summary>
/// <param name="Name">Its name in the document.</param>
/// <param name="Field">The field of the request that it sets, as the contract spells it; null where it sets none.</param>
/// <param name="IsWhole">Whether it is all of the field, not one segment of it.</param>
/// <param name="Pattern">What the field looks like, such as <c>orders/*</c>.</param>
/// <param name="TakesSlashes">Whether it may have several segments.</param>
internal sealed record PathParameter(string Name, string? Field, bool IsWhole, string Pattern, bool TakesSlashes);
