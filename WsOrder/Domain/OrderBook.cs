using WsOrder.Domain.Errors;

namespace WsOrder.Domain;

/// <summary>What can be done with orders.</summary>
internal sealed class OrderBook(IOrderRepository orders, TimeProvider clock)
{
    /// <summary>Places an order, once per idempotency key.</summary>
    public Task<Order> PlaceAsync(PlaceOrder request, CancellationToken cancellationToken) =>
        orders.AddOnceAsync(request, Order.Place(request, clock.GetUtcNow()), cancellationToken);

    /// <summary>Reads one order.</summary>
    /// <exception cref="OrderNotFoundException">There is no such order.</exception>
    public async Task<Order> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await orders.FindAsync(id, cancellationToken) ?? throw new OrderNotFoundException(id);

    /// <summary>Reads orders, newest first.</summary>
    public Task<IReadOnlyList<Order>> ListAsync(int? userId, Guid? before, int count, CancellationToken cancellationToken) =>
        orders.ListAsync(userId, before, count, cancellationToken);

    /// <summary>Cancels an order; one that is cancelled is answered as it is.</summary>
    /// <param name="id">The order.</param>
    /// <param name="expectedVersion">The version that the client saw; null means whatever it is.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    /// <exception cref="OrderNotFoundException">There is no such order.</exception>
    /// <exception cref="VersionMismatchException">The order has another version.</exception>
    public async Task<Order> CancelAsync(Guid id, int? expectedVersion, CancellationToken cancellationToken)
    {
        while (true)
        {
            var order = await GetAsync(id, cancellationToken);
            if (expectedVersion is { } expected && expected != order.Version)
            {
                throw new VersionMismatchException(id, expected, order.Version);
            }

            var storedVersion = order.Version;
            order.Cancel();
            if (order.Version == storedVersion || await orders.TryUpdateAsync(order, storedVersion, cancellationToken))
            {
                return order;
            }
        }
    }
}
