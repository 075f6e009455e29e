using WsBranches.Audit;

namespace WsBranches.Apis;

/// <summary>The last changes, to read.</summary>
internal static class AuditApi
{
    /// <summary>Maps the resource.</summary>
    public static void MapAuditApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit", Read).WithName("ListAudit").WithTags("Audit").WithSummary("The last changes, the newest first; at most 1,000 are kept.");

    private static IReadOnlyList<AuditEntry> Read(AuditLog audit, int count = 100) => audit.Read(Math.Clamp(count, 1, 1000));
}
