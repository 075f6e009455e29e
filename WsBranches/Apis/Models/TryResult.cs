using WsAspire.Branching;
using WsBranches.Doors;

namespace WsBranches.Apis.Models;

/// <summary>How a request through a door went.</summary>
/// <param name="Status">The HTTP status; null where no answer came.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Hops">Who served it: first the one that answered, then those that it called.</param>
/// <param name="HasMore">Whether there were more than are named.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Body">The body as text, 64 KB of it at most.</param>
/// <param name="IsCut">Whether the body is longer.</param>
/// <param name="Fault">Why no answer came; null where one did.</param>
internal sealed record TryResult(
    int? Status, double DurationMs, IReadOnlyList<TryHop> Hops, bool HasMore, string? ContentType, string? Body, bool IsCut, string? Fault)
{
    /// <summary>Shows an answer.</summary>
    public static TryResult Of(DoorAnswer answer) => new(
        answer.Status,
        Math.Round(answer.Duration.TotalMilliseconds, 1),
        [.. answer.Served.Select(hop => new TryHop(hop.Service, hop.Branch, hop.Reason is ServedReason.None ? null : hop.Reason.ToText()))],
        !answer.IsWhole,
        answer.ContentType,
        answer.Body,
        answer.IsCut,
        answer.Fault);
}
