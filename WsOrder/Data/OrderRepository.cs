using System.Text;
using Microsoft.EntityFrameworkCore;
using WsOrder.Data.Configurations;
using WsOrder.Domain;
using WsOrder.Domain.Errors;

namespace WsOrder.Data;

/// <summary>Keeps orders in MySQL.</summary>
internal sealed class OrderRepository(OrderDatabase database, TimeProvider clock) : IOrderRepository
{
    // Of 32 callers with one key, and with a key that is void, the most unlucky one seen needed 3.
    private const int MaxAttempts = 10;

    /// <inheritdoc />
    public Task<Order> AddOnceAsync(PlaceOrder request, Order order, CancellationToken cancellationToken) =>
        database.UseAsync((context, token) => AddOnceAsync(context, request, order, token), cancellationToken);

    /// <inheritdoc />
    public Task<Order?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.UseAsync((context, token) => FindAsync(context, id, token), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Order>> ListAsync(int? userId, Guid? before, int count, CancellationToken cancellationToken) =>
        database.UseAsync<IReadOnlyList<Order>>(
            async (context, token) =>
            {
                var orders = context.Orders.AsNoTracking();
                orders = userId is { } user ? orders.Where(order => order.UserId == user) : orders;
                orders = before is { } last ? orders.Where(order => order.Id.CompareTo(last) < 0) : orders;
                return await orders.OrderByDescending(order => order.Id).Take(count).ToListAsync(token);
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<bool> TryUpdateAsync(Order order, int storedVersion, CancellationToken cancellationToken) =>
        database.UseAsync(
            async (context, token) => await context.Orders
                .Where(stored => stored.Id == order.Id && stored.Version == storedVersion)
                .ExecuteUpdateAsync(
                    stored => stored.SetProperty(row => row.State, order.State).SetProperty(row => row.Version, order.Version), token) == 1,
            cancellationToken);

    private static Task<Order?> FindAsync(OrderDbContext context, Guid id, CancellationToken cancellationToken) =>
        context.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.Id == id, cancellationToken);

    // Stores first and asks afterwards: the primary key of the idempotency keys decides who was first, not a look at the table.
    private async Task<Order> AddOnceAsync(OrderDbContext context, PlaceOrder request, Order order, CancellationToken cancellationToken)
    {
        var key = Encoding.ASCII.GetBytes(request.IdempotencyKey);
        var fingerprint = request.Fingerprint();
        IdempotencyKey? used = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SaveAsync(context, used, key, fingerprint, order, cancellationToken);
                return order;
            }
            catch (DbUpdateException exception) when (DatabaseFailure.IsForeignKey(exception, OrderEntityTypeConfiguration.UserKey))
            {
                throw new UserNotFoundException(request.UserId);
            }
            catch (Exception exception) when (attempt < MaxAttempts && DatabaseFailure.IsRace(exception))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * attempt)), clock, cancellationToken);
            }
            catch (Exception exception) when (attempt < MaxAttempts && DatabaseFailure.IsDuplicateKey(exception))
            {
                // Who holds the key is read below.
            }

            used = await context.IdempotencyKeys.AsNoTracking().SingleOrDefaultAsync(row => row.Key == key, cancellationToken);
            if (used is not null && !used.IsVoid(clock.GetUtcNow()))
            {
                return await ReplayAsync(context, request, used, fingerprint, cancellationToken);
            }
        }
    }

    private static async Task<Order> ReplayAsync(
        OrderDbContext context, PlaceOrder request, IdempotencyKey used, byte[] fingerprint, CancellationToken cancellationToken)
    {
        if (!used.Fingerprint.AsSpan().SequenceEqual(fingerprint))
        {
            throw new IdempotencyKeyReusedException(request.IdempotencyKey);
        }

        var first = await FindAsync(context, used.OrderId, cancellationToken);
        return first?.AsPlaced() ?? throw new InvalidOperationException($"Order {used.OrderId} of an idempotency key is gone.");
    }

    // One SaveChanges is one transaction: key, fingerprint and order.
    private static async Task SaveAsync(
        OrderDbContext context, IdempotencyKey? used, byte[] key, byte[] fingerprint, Order order, CancellationToken cancellationToken)
    {
        context.ChangeTracker.Clear();
        if (used is null)
        {
            context.Add(new IdempotencyKey(key, fingerprint, order.Id, order.CreatedAt));
        }
        else
        {
            context.Attach(used);
            used.Renew(fingerprint, order.Id, order.CreatedAt);
        }

        context.Add(order);
        await context.SaveChangesAsync(cancellationToken);
    }
}
