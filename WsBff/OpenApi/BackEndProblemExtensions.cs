using WsBff.Errors;

namespace WsBff.OpenApi;

/// <summary>Declares the problems of endpoints, so that the document says what really comes.</summary>
internal static class BackEndProblemExtensions
{
    /// <summary>Answers failed back end calls as problems, and documents those that any such endpoint may answer.</summary>
    public static RouteGroupBuilder WithBackEndProblems(this RouteGroupBuilder group) => group
        .AddEndpointFilter<RouteGroupBuilder, RpcProblemFilter>()
        .ProducesProblems(
            StatusCodes.Status429TooManyRequests,
            StatusCodes.Status502BadGateway,
            StatusCodes.Status503ServiceUnavailable,
            StatusCodes.Status504GatewayTimeout);

    /// <summary>Documents problems by their status.</summary>
    public static TBuilder ProducesProblems<TBuilder>(this TBuilder builder, params ReadOnlySpan<int> statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            builder.ProducesProblem(status);
        }

        return builder;
    }
}
