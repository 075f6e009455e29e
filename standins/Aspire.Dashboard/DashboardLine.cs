namespace Aspire.Dashboard;

/// <summary>A line that a resource printed.</summary>
/// <param name="Text">The line, without control sequences.</param>
/// <param name="IsError">Whether it went to standard error.</param>
public sealed record DashboardLine(string Text, bool IsError);
