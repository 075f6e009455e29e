using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Apis;

/// <summary>Resources, their consoles and their commands, as JSON.</summary>
internal static class ResourceApi
{
    /// <summary>Maps <c>/api/resources</c> and <c>/api/console</c>.</summary>
    public static void MapResourceApi(this IEndpointRouteBuilder routes, ResourceStore resources, string application)
    {
        routes.MapGet("/api/resources", (long? version) => version == resources.Version ? Results.NoContent() : Results.Ok(List(resources, application)));
        routes.MapPost("/api/resources/{id}/commands/{command}", (string id, string command, CancellationToken cancellationToken) =>
            ExecuteAsync(resources, id, command, cancellationToken));
        routes.MapGet("/api/console/{id}", (string id, long? from) => Console(resources, id, from ?? 0));
    }

    private static ResourceList List(ResourceStore resources, string application)
    {
        // Read first: what changes meanwhile is told the next time.
        var version = resources.Version;
        return new(version, application, [.. resources.All.Select(kept => new ResourceItem(kept.Resource, kept.Restarts))]);
    }

    private static async Task<IResult> ExecuteAsync(ResourceStore resources, string id, string command, CancellationToken cancellationToken)
    {
        if (resources.Find(id)?.Resource.Commands.FirstOrDefault(offered => offered.Name == command) is not { } found)
        {
            return Results.NotFound(new Refusal("There is no such command of such a resource."));
        }

        var error = found.IsEnabled ? await resources.ExecuteAsync(id, command, cancellationToken) : "It cannot be done now.";
        return error is null ? Results.Ok(new CommandDone(command)) : Results.Conflict(new Refusal(error));
    }

    private static IResult Console(ResourceStore resources, string id, long from)
    {
        if (resources.Console(id) is not { } console)
        {
            return Results.NotFound(new Refusal("There is no such resource."));
        }

        var lines = console.Read(from, Limits.ConsoleLines, out var next);
        return Results.Ok(new ConsoleLines(next, lines));
    }
}
