using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace WsBff.Models;

/// <summary>Says how to cancel an order.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Cancellation
{
    /// <summary>The version that the client saw; another one is a conflict. 1 or more. Absent means whatever it is now.</summary>
    [Range(1, int.MaxValue)]
    public int? ExpectedVersion { get; init; }
}
