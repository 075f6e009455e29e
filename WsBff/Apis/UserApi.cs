using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using WsBff.Clients;
using WsBff.Models;
using WsBff.OpenApi;

namespace WsBff.Apis;

/// <summary>The customers, to read.</summary>
internal static class UserApi
{
    /// <summary>Maps the resource.</summary>
    public static RouteGroupBuilder MapUserApi(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users").WithTags("Users").WithBackEndProblems();
        users.MapGet("", ListUsers)
            .WithName(nameof(ListUsers))
            .WithSummary("Lists users by id, page by page.")
            .ProducesProblems(StatusCodes.Status400BadRequest);
        users.MapGet("/{id}", GetUser)
            .WithName(nameof(GetUser))
            .WithSummary("Reads one user.")
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        return users;
    }

    private static async Task<Ok<UserPage>> ListUsers(
        [Description("How many at most. 50 by default; more than 500 means 500.")] int? pageSize,
        [Description("nextPageToken of the page before.")] string? pageToken,
        UserClient users,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await users.ListAsync(pageSize, pageToken, cancellationToken));

    private static async Task<Ok<User>> GetUser(int id, UserClient users, CancellationToken cancellationToken) =>
        TypedResults.Ok(await users.GetAsync(id, deadline: null, cancellationToken));
}
