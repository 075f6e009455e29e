using Microsoft.EntityFrameworkCore;
using WsAspire.ServiceDefaults.Health;
using WsOrder.Domain.Errors;

namespace WsOrder.Data;

/// <summary>Pays before the service is ready what its first calls would: the model, the translation of queries, a connection, a write.</summary>
/// <remarks>A cold first call costs seconds on a busy machine and would be answered as if the database were slow.</remarks>
internal sealed class DatabaseWarmUp(OrderDatabase database, IServiceScopeFactory scopes, TimeProvider clock) : IWarmUp
{
    /// <inheritdoc />
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            Newest(scope.ServiceProvider.GetRequiredService<OrderDbContext>()).ToQueryString(); // asks no server, so it needs no bound
        }

        try
        {
            await database.UseAsync((context, token) => Newest(context).ToListAsync(token), cancellationToken);
            await database.UseAsync(WriteAndTakeBackAsync, cancellationToken);
        }
        catch (DatabaseUnavailableException)
        {
            // Logged; calls are refused until it can be used.
        }
    }

    private static IQueryable<Domain.Order> Newest(OrderDbContext context) =>
        context.Orders.AsNoTracking().OrderByDescending(order => order.Id).Take(1);

    private async Task<int> WriteAndTakeBackAsync(OrderDbContext context, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Add(new IdempotencyKey(Guid.NewGuid().ToByteArray(), new byte[32], Guid.Empty, clock.GetUtcNow()));
        var written = await context.SaveChangesAsync(cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        return written;
    }
}
