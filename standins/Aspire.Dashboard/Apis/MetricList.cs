namespace Aspire.Dashboard.Apis;

/// <summary>Series of metrics.</summary>
/// <param name="Version">Another number after each change; asked with it again, the answer is 204 until there is one.</param>
/// <param name="Series">How many are kept.</param>
/// <param name="Items">Those that were asked for.</param>
internal sealed record MetricList(long Version, int Series, IReadOnlyList<MetricItem> Items);
