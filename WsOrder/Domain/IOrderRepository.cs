using WsOrder.Domain.Errors;

namespace WsOrder.Domain;

/// <summary>Keeps orders. Every call throws <see cref="DatabaseUnavailableException"/> when the database cannot be used.</summary>
internal interface IOrderRepository
{
    /// <summary>Stores an order unless its idempotency key was used in the last 24 hours; order, key and fingerprint stand or fall together.</summary>
    /// <returns>The new order, or the one that the key made before, as it was then.</returns>
    /// <exception cref="IdempotencyKeyReusedException">The key was used with another content.</exception>
    /// <exception cref="UserNotFoundException">There is no such user.</exception>
    Task<Order> AddOnceAsync(PlaceOrder request, Order order, CancellationToken cancellationToken);

    /// <summary>Reads one order; null if there is none.</summary>
    Task<Order?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Reads orders, newest first.</summary>
    /// <param name="userId">Only orders of this user; null means all.</param>
    /// <param name="before">Only orders older than this one; null means from the newest.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<Order>> ListAsync(int? userId, Guid? before, int count, CancellationToken cancellationToken);

    /// <summary>Stores the state of an order if its stored version is still the given one.</summary>
    /// <returns>False if another change came between.</returns>
    Task<bool> TryUpdateAsync(Order order, int storedVersion, CancellationToken cancellationToken);
}
