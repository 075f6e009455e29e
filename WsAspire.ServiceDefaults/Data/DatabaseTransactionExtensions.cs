using Microsoft.EntityFrameworkCore;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Does several things with a database as one.</summary>
public static class DatabaseTransactionExtensions
{
    /// <summary>Runs a unit of work in one transaction and commits it. It runs again, at most twice, when the server undid it because of a deadlock or a lock
    /// wait timeout; after a connection that is lost it does not, because a COMMIT may have arrived.</summary>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <typeparam name="TResult">What the work gives back.</typeparam>
    /// <param name="context">A context without a transaction. Before a repeat it forgets all that it tracks: load and add inside of <paramref name="work"/>.</param>
    /// <param name="work">The work. It may run more than once, so it changes nothing but the database.</param>
    /// <param name="cancellationToken">Stops the work, and the statement that runs; the transaction is rolled back.</param>
    /// <returns>What the work that was committed gave.</returns>
    /// <exception cref="InvalidOperationException">The context has a transaction already.</exception>
    /// <example>
    /// <code>
    /// var left = await context.InTransactionAsync(
    ///     async (database, token) =>
    ///     {
    ///         var stock = await database.Stock.SingleAsync(row => row.Sku == sku, token);
    ///         stock.Take(quantity);
    ///         await database.SaveChangesAsync(token);
    ///         return stock.Left;
    ///     },
    ///     cancellationToken);
    /// </code>
    /// </example>
    public static Task<TResult> InTransactionAsync<TContext, TResult>(
        this TContext context, Func<TContext, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(work);
        if (context.Database.CurrentTransaction is not null)
        {
            throw new InvalidOperationException("The context has a transaction already.");
        }

        var isRepeat = false;
        return context.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                if (isRepeat)
                {
                    context.ChangeTracker.Clear();
                }

                isRepeat = true;
                await using var transaction = await context.Database.BeginTransactionAsync(token);
                var result = await work(context, token);
                await transaction.CommitAsync(token);
                return result;
            },
            cancellationToken);
    }
}
