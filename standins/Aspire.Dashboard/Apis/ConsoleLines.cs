namespace Aspire.Dashboard.Apis;

/// <summary>What a resource printed.</summary>
/// <param name="Next">The number to ask with again, as <c>from</c>, for what comes then.</param>
/// <param name="Lines">The lines, oldest first.</param>
internal sealed record ConsoleLines(long Next, IReadOnlyList<DashboardLine> Lines);
