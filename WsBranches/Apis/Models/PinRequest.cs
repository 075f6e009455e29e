using System.Text.Json.Serialization;

namespace WsBranches.Apis.Models;

/// <summary>Addresses to pin for a branch.</summary>
/// <param name="Addresses">1 to 64, each an IP address and a port, such as <c>10.0.0.5:8080</c> or <c>[fd00::5]:8080</c>. Required.</param>
/// <param name="TtlSeconds">After how many seconds that ends, 1 to 31,536,000; null: when it is taken back.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PinRequest(IReadOnlyList<string>? Addresses, int? TtlSeconds);
