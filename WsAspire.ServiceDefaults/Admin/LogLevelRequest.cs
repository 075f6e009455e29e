using System.Text.Json.Serialization;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>What <c>PUT /logs</c> takes.</summary>
/// <param name="Category">The category, such as <c>Microsoft.AspNetCore</c>, or <c>Default</c>.</param>
/// <param name="Level">Its level; null has it as configured again.</param>
/// <param name="ResetAfter">When it is as configured again, such as <c>00:10:00</c>; null means at the next start.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LogLevelRequest(string? Category, string? Level, string? ResetAfter);
