namespace Aspire.Dashboard.Storage;

/// <summary>What tells a series from others.</summary>
/// <param name="Resource">The sender's name.</param>
/// <param name="Instance">The sender's instance.</param>
/// <param name="Name">The instrument.</param>
/// <param name="Attributes">The attributes as one text.</param>
internal readonly record struct MetricId(string Resource, string Instance, string Name, string Attributes);
