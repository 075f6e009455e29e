using Microsoft.EntityFrameworkCore;

namespace WsOrder.Data;

/// <summary>Pays before the service listens what its first calls would: the model, the queries' translation, a connection.</summary>
/// <remarks>A cold first call costs seconds on a busy machine and would be answered as if the database were slow.</remarks>
internal sealed class DatabaseWarmUp(OrderDatabase database, ILogger<DatabaseWarmUp> logger) : IHostedService
{
    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.UseAsync(
                (context, token) => context.Orders.AsNoTracking().OrderByDescending(order => order.Id).Take(1).ToListAsync(token),
                cancellationToken);
        }
        catch (Domain.Errors.DatabaseUnavailableException exception)
        {
            Log.ColdStart(logger, exception);
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
