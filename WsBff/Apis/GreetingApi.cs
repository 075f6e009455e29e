using Microsoft.AspNetCore.Http.HttpResults;
using WsBff.Clients;
using WsBff.OpenApi;

namespace WsBff.Apis;

/// <summary>The root, as the Go original answers it: one call through the whole system.</summary>
internal static class GreetingApi
{
    /// <summary>Maps the resource.</summary>
    public static RouteGroupBuilder MapGreetingApi(this IEndpointRouteBuilder routes)
    {
        var greeting = routes.MapGroup("").WithTags("Greeting").WithBackEndProblems();
        greeting.MapGet("/", Greet)
            .WithName(nameof(Greet))
            .WithSummary("Says that the whole chain works: ws-bff, ws-order, and the database behind it.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        return greeting;
    }

    private static async Task<ContentHttpResult> Greet(GreetingClient greeting, CancellationToken cancellationToken) =>
        TypedResults.Text("it ok!" + await greeting.GreetAsync("gRPC", cancellationToken));
}
