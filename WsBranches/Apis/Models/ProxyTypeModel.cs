using WsBranches.Xds;

namespace WsBranches.Apis.Models;

/// <summary>How a proxy stands with one type of resources.</summary>
/// <param name="Held">How many it holds.</param>
/// <param name="Sent">Responses that were sent.</param>
/// <param name="Acks">Responses that it took.</param>
/// <param name="Nacks">Responses that it refused.</param>
/// <param name="LastAnswer">When it last answered; null before the first time.</param>
/// <param name="LastNack">What it refused last; null where it refused nothing.</param>
/// <param name="Versions">The version of each that it holds; null where that was not asked.</param>
internal sealed record ProxyTypeModel(
    int Held, long Sent, long Acks, long Nacks, DateTimeOffset? LastAnswer, Rejection? LastNack, IReadOnlyDictionary<string, string>? Versions)
{
    /// <summary>Shows a type.</summary>
    public static ProxyTypeModel Of(TypeStream type, bool withVersions) => new(
        type.Subscription.Held.Count(),
        type.Answers.Sent,
        type.Answers.Acks,
        type.Answers.Nacks,
        type.Answers.LastAnswer,
        type.Answers.LastNack,
        withVersions ? new SortedDictionary<string, string>(type.Subscription.Held.ToDictionary(), StringComparer.Ordinal) : null);
}
