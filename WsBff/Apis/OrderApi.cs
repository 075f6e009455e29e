using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using WsBff.Clients;
using WsBff.Errors;
using WsBff.Models;
using WsBff.OpenApi;

namespace WsBff.Apis;

/// <summary>Orders: list, place, read, cancel, and the summary for a page.</summary>
internal static class OrderApi
{
    /// <summary>Maps the resource.</summary>
    public static RouteGroupBuilder MapOrderApi(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/orders").WithTags("Orders").WithBackEndProblems();
        orders.MapGet("", ListOrders)
            .WithName(nameof(ListOrders))
            .WithSummary("Lists orders, newest first, page by page.")
            .ProducesProblems(StatusCodes.Status400BadRequest);
        orders.MapPost("", CreateOrder)
            .WithName(nameof(CreateOrder))
            .WithSummary("Places an order, once per Idempotency-Key: the same key with the same content answers the same order.")
            .ProducesProblems(
                StatusCodes.Status400BadRequest,
                StatusCodes.Status404NotFound,
                StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status422UnprocessableEntity);
        orders.MapGet("/{id}", GetOrder)
            .WithName(nameof(GetOrder))
            .WithSummary("Reads one order.")
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        orders.MapPost("/{id}/cancel", CancelOrder)
            .WithName(nameof(CancelOrder))
            .WithSummary("Cancels an order. One that is cancelled already is answered as it is.")
            .ProducesProblems(
                StatusCodes.Status400BadRequest,
                StatusCodes.Status404NotFound,
                StatusCodes.Status409Conflict,
                StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType);
        orders.MapGet("/{id}/summary", GetOrderSummary)
            .WithName(nameof(GetOrderSummary))
            .WithSummary("Reads what the page of an order shows; without the customer where only that part fails.")
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        return orders;
    }

    private static async Task<Results<Ok<OrderPage>, ProblemHttpResult>> ListOrders(
        [Description("How many at most. 50 by default; more than 500 means 500.")] int? pageSize,
        [Description("nextPageToken of the page before.")] string? pageToken,
        [Description("Only orders of this user.")] int? userId,
        OrderClient orders,
        CancellationToken cancellationToken)
    {
        if (userId < 1)
        {
            return UserIdTooSmall();
        }

        return TypedResults.Ok(await orders.ListAsync(pageSize, pageToken, userId, cancellationToken));
    }

    private static async Task<Results<Created<Order>, ProblemHttpResult>> CreateOrder(
        NewOrder order,
        IdempotencyKey idempotencyKey,
        OrderClient orders,
        CancellationToken cancellationToken)
    {
        var errors = NewOrderRules.Check(order, idempotencyKey);
        if (!errors.IsEmpty)
        {
            return errors.ToProblem();
        }

        var placed = await orders.CreateAsync(order, idempotencyKey.Value!, cancellationToken);
        return TypedResults.Created($"/api/orders/{placed.Id}", placed);
    }

    private static async Task<Ok<Order>> GetOrder(string id, OrderClient orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await orders.GetAsync(id, cancellationToken));

    private static async Task<Results<Ok<Order>, ProblemHttpResult>> CancelOrder(
        string id,
        Cancellation? cancellation,
        OrderClient orders,
        CancellationToken cancellationToken)
    {
        // ws-order reads 0 as "any version": a 0 by accident must not switch the check off.
        if (cancellation?.ExpectedVersion < 1)
        {
            return new FieldErrors().Add("expectedVersion", "must be 1 or more; leave it out to cancel whatever the version is").ToProblem();
        }

        return TypedResults.Ok(await orders.CancelAsync(id, cancellation?.ExpectedVersion, cancellationToken));
    }

    private static async Task<Results<Ok<OrderSummary>, ProblemHttpResult>> GetOrderSummary(
        string id,
        [Description("The order's user, where the page knows it already: order and customer are then read at once.")] int? userId,
        OrderSummaryReader summaries,
        CancellationToken cancellationToken)
    {
        if (userId < 1)
        {
            return UserIdTooSmall();
        }

        return TypedResults.Ok(await summaries.ReadAsync(id, userId, cancellationToken));
    }

    private static ProblemHttpResult UserIdTooSmall() => new FieldErrors().Add("userId", "must be 1 or more").ToProblem();
}
