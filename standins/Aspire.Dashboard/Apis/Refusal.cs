namespace Aspire.Dashboard.Apis;

/// <summary>Why something is not answered or not done.</summary>
/// <param name="Error">The reason, for people.</param>
internal sealed record Refusal(string Error);
