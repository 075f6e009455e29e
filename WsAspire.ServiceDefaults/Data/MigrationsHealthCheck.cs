using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Health;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>A service is not ready while the database lacks migrations of its model. Once it has them they are not asked for again.</summary>
/// <remarks>
/// Readiness does not depend on the database being up: where it does not answer, what was known last stays. At the start the first question is waited for, which takes as
/// long as EF Core needs to get going, but not longer than four seconds; where it had no answer that is "ready". One question is asked at a time, and it is waited for only so long.
/// </remarks>
internal sealed class MigrationsHealthCheck<TContext> : IHealthCheck
    where TContext : DbContext
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_firstBound = TimeSpan.FromSeconds(4);

    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<MigrationsHealthCheck<TContext>> _logger;
    private readonly SharedRun<string[]?> _asking;
    private readonly TimeProvider _time;
    private readonly long _since;
    private volatile string[]? _pending;
    private volatile bool _hasAsked;

    public MigrationsHealthCheck(IServiceScopeFactory scopes, TimeProvider time, ILogger<MigrationsHealthCheck<TContext>> logger)
    {
        _scopes = scopes;
        _logger = logger;
        _time = time;
        _since = time.GetTimestamp();
        _asking = new SharedRun<string[]?>(AskAsync, s_bound, s_fresh, time);
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var pending = _pending;
        if (pending is not [])
        {
            try
            {
                pending = await _asking.AskAsync(cancellationToken);
            }
            catch (TimeoutException)
            {
                // Not known now.
            }
        }

        // Read before what was found, which is written first: who sees that there was an answer sees it, too.
        var hasAsked = _hasAsked;
        pending ??= _pending;
        if (pending is null && !hasAsked && _time.GetElapsedTime(_since) < s_firstBound)
        {
            return new HealthCheckResult(
                context.Registration.FailureStatus, data: new Dictionary<string, object> { [HealthTags.Reason] = "the database is being asked for pending migrations" });
        }

        return pending is null or []
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(
                context.Registration.FailureStatus,
                data: new Dictionary<string, object> { [HealthTags.Reason] = $"{pending.Length} pending migrations", ["pending"] = pending });
    }

    private async Task<string[]?> AskAsync()
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;
            string[] pending = database.GetMigrations().Any() ? [.. await database.GetPendingMigrationsAsync()] : [];
            if (pending.Length > 0 && _pending is null)
            {
                DatabaseLog.MigrationsPending(_logger, typeof(TContext).Name, pending.Length, string.Join(", ", pending));
            }

            _pending = pending;
        }
        catch (Exception exception) when (DatabaseFaults.IsUnreachable(exception) || exception is TimeoutException or OperationCanceledException)
        {
            // Not known now: the check of the database itself says that it is away.
        }
        finally
        {
            _hasAsked = true;
        }

        return _pending;
    }
}
