namespace Aspire.Dashboard;

/// <summary>Something that may be done to a resource.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">What stands on its button.</param>
/// <param name="Description">What it does; null where nobody says.</param>
/// <param name="IsEnabled">Whether it can be done now.</param>
public sealed record DashboardCommand(string Name, string Label, string? Description, bool IsEnabled);
