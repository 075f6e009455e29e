namespace RouteProgram;

/// <summary>The same over plain HTTP: a text such as <c>ws-bff/test ws-order/f1</c>.</summary>
public static class VisitEndpoints
{
    private const string Path = "/visit";

    /// <summary>Maps a read and a write.</summary>
    public static void MapVisits(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, async (VisitSource visits, IHttpClientFactory clients, IConfiguration configuration, int? wait, CancellationToken cancellationToken) =>
        {
            await Task.Delay(wait ?? 0, cancellationToken);
            var own = Text(visits);
            return configuration[$"services:{RouteInstance.Next}:http:0"] is null
                ? own
                : $"{own} {await clients.CreateClient(RouteInstance.Next).GetStringAsync(new Uri(Path, UriKind.Relative), cancellationToken)}";
        });
        endpoints.MapPost(Path, async (VisitSource visits, WriteCounter counter, string id, int? wait, CancellationToken cancellationToken) =>
        {
            await counter.CountAsync(id);
            await Task.Delay(wait ?? 0, cancellationToken);
            return Text(visits);
        });
    }

    private static string Text(VisitSource visits)
    {
        var own = visits.Create();
        return $"{own.Service}/{own.Branch}";
    }
}
