namespace WsBranches.Xds;

/// <summary>One type of resources on a stream.</summary>
/// <param name="TypeUrl">The type.</param>
/// <param name="Subscription">What the proxy wants and holds.</param>
/// <param name="Answers">What it said to what it was sent.</param>
internal sealed record TypeStream(string TypeUrl, Subscription Subscription, Acknowledgements Answers);
