using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace WsOrder.Data;

/// <summary>Removes void idempotency keys, a bounded number at a time; any number of replicas may do so at once.</summary>
internal sealed class IdempotencyKeyCleaner(
    IServiceScopeFactory scopes, IOptions<OrderOptions> options, TimeProvider clock, ILogger<IdempotencyKeyCleaner> logger) : BackgroundService
{
    private const int RowsPerStatement = 1_000;
    private const int StatementsPerRound = 50;

    /// <summary>Removes what is void now.</summary>
    /// <returns>How many rows were removed; at most 50,000.</returns>
    internal async Task<int> CleanAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<OrderDbContext>();
        var isVoid = (clock.GetUtcNow() - IdempotencyKey.Lifetime).UtcDateTime;
        var total = 0;
        for (var statement = 0; statement < StatementsPerRound; statement++)
        {
            var removed = await context.Database.ExecuteSqlAsync(
                $"DELETE FROM `idempotency_keys` WHERE `created_at` <= {isVoid} ORDER BY `created_at` LIMIT {RowsPerStatement}",
                cancellationToken);
            total += removed;
            if (removed < RowsPerStatement)
            {
                break;
            }
        }

        return total;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.CleaningInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var removed = await CleanAsync(stoppingToken);
                if (removed > 0)
                {
                    Log.KeysRemoved(logger, removed);
                }
            }
            catch (Exception exception) when (DatabaseFailure.Describe(exception) is not null)
            {
                Log.CleaningFailed(logger, exception);
            }
        }
    }
}
