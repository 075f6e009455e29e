using Grpc.Core;
using Microsoft.Extensions.Options;
using WsBff.Models;

namespace WsBff.Clients;

/// <summary>Puts an order and its customer together, and does without the customer where that call fails.</summary>
internal sealed class OrderSummaryReader(
    OrderClient orders,
    UserClient users,
    IOptions<SummaryOptions> options,
    TimeProvider time,
    ILogger<OrderSummaryReader> logger)
{
    /// <summary>Reads the summary.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="userId">Who the caller believes ordered: both calls then run at once. A wrong one costs a call and changes nothing.
    /// Null means that the customer is read after the order.</param>
    /// <param name="cancellationToken">Ends both calls.</param>
    /// <exception cref="RpcException">The order could not be read.</exception>
    public async Task<OrderSummary> ReadAsync(string orderId, int? userId, CancellationToken cancellationToken)
    {
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var early = userId is { } expected ? FindCustomerAsync(expected, abandon.Token) : null;
        try
        {
            var order = await orders.GetAsync(orderId, cancellationToken);
            var customer = await (userId == order.UserId && early is not null ? early : FindCustomerAsync(order.UserId, cancellationToken));
            return Summarize(order, customer);
        }
        finally
        {
            await abandon.CancelAsync();
        }
    }

    private async Task<User?> FindCustomerAsync(int userId, CancellationToken cancellationToken)
    {
        try
        {
            var deadline = time.GetUtcNow() + options.Value.CustomerTimeout;
            return await users.GetAsync(userId, deadline.UtcDateTime, cancellationToken);
        }
        catch (RpcException exception)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                logger.CustomerMissing(userId, exception.StatusCode, exception.Status.Detail);
            }

            return null;
        }
    }

    private static OrderSummary Summarize(Order order, User? customer) => new(
        order.Id,
        order.State,
        order.Version,
        order.Lines.Sum(line => (long)line.Quantity),
        order.Total,
        order.Currency,
        order.CreatedAt,
        customer,
        Partial: customer is null,
        Missing: customer is null ? ["customer"] : []);
}
