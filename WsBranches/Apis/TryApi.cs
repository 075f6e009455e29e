using Microsoft.Extensions.Options;
using WsAspire.Branching;
using WsAspire.ServiceDefaults.Errors;
using WsBranches.Access;
using WsBranches.Apis.Models;
using WsBranches.Doors;

namespace WsBranches.Apis;

/// <summary>Requests through the doors of the services, for the console.</summary>
internal static class TryApi
{
    private const int MaxPath = 2048;

    /// <summary>Maps the resources.</summary>
    public static void MapTryApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/doors", ReadDoors).WithName("ListDoors").WithTags("Try").WithSummary("The doors that are configured, by service.");
        routes.MapPost("/v1/try", TryAsync).WithName("Try").WithTags("Try").WithSummary("Sends a GET through a door, and tells who served it.").AddEndpointFilter<ConsoleFilter>();
    }

    private static IReadOnlyList<DoorModel> ReadDoors(IOptions<BranchesOptions> options) =>
        [.. options.Value.Doors.OrderBy(door => door.Key, StringComparer.Ordinal).Select(door => new DoorModel(door.Key, door.Value))];

    private static async Task<TryResult> TryAsync(TryRequest request, IOptions<BranchesOptions> options, DoorClient doors, CancellationToken cancellationToken)
    {
        List<FieldViolation> faults = [];
        if (request.Service is null || !options.Value.Doors.ContainsKey(request.Service))
        {
            faults.Add(new FieldViolation("service", options.Value.Doors.Count == 0
                ? "has no door: none is configured, set Branches:Doors:NAME to the address of its proxy, such as http://127.0.0.1:8080"
                : $"has to have a door: {string.Join(", ", options.Value.Doors.Keys.Order(StringComparer.Ordinal))}"));
        }

        if (request.Path is not { Length: <= MaxPath } path || !path.StartsWith('/') || path.Any(letter => letter is <= ' ' or > '~'))
        {
            faults.Add(new FieldViolation("path", $"has to begin with /, and to be 1 to {MaxPath} visible ASCII characters; others are written as %20"));
        }

        if (!string.IsNullOrEmpty(request.Branch) && !BranchName.IsValid(request.Branch))
        {
            faults.Add(new FieldViolation("branch", "has to be a DNS label, such as f1, or empty"));
        }

        if (faults.Count > 0)
        {
            throw new InvalidRequestException(faults);
        }

        return TryResult.Of(await doors.GetAsync(request.Service!, request.Path!, string.IsNullOrEmpty(request.Branch) ? null : request.Branch, cancellationToken));
    }
}
