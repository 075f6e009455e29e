using System.Text.Json.Serialization;

namespace WsBranches.Apis.Models;

/// <summary>A GET to send through a door.</summary>
/// <param name="Service">Whose door; one of <c>/v1/doors</c>. Required.</param>
/// <param name="Path">Path and query: visible ASCII, from the slash on, 2,048 at most. Required.</param>
/// <param name="Branch">The branch to ask for; null or empty for none.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TryRequest(string? Service, string? Path, string? Branch);
