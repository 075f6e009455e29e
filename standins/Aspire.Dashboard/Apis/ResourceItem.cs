namespace Aspire.Dashboard.Apis;

/// <summary>A resource.</summary>
/// <param name="State">Its last state.</param>
/// <param name="Restarts">How often it has been started again.</param>
internal sealed record ResourceItem(DashboardResource State, int Restarts);
