using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Telemetry;
using WsOrder.Domain.Errors;

namespace WsOrder.Data;

/// <summary>Bounds each use of the database, and says in the domain's words when it cannot be used.</summary>
internal sealed class OrderDatabase(
    IServiceScopeFactory scopes, IOptions<OrderOptions> options, TimeProvider clock, ILogger<OrderDatabase> logger)
{
    // The driver's own time-outs are of the same length, and now and then a timer's tick ahead of ours: it is one silence, told in one way.
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(200);

    // The cause is logged here, and not with each call: an outage under load would fill the disk.
    private readonly LogGate _gate = new(clock, TimeSpan.FromSeconds(5));

    /// <summary>Uses the database within the bound of a call.</summary>
    /// <exception cref="DatabaseUnavailableException">It cannot be reached, or did not answer in time.</exception>
    public async Task<T> UseAsync<T>(Func<OrderDbContext, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            return await UseWithinAsync(options.Value.DatabaseTimeout, use, cancellationToken);
        }
        catch (Exception exception) when (DatabaseFailure.Describe(exception) is not null)
        {
            var message = exception is TimeoutException ? exception.Message : DatabaseFailure.Describe(exception)!;
            Activity.Current?.AddException(exception);
            if (_gate.TryPass(out var others))
            {
                Log.DatabaseUnavailable(logger, message, others, exception);
            }

            throw new DatabaseUnavailableException(message);
        }
    }

    /// <summary>Uses the database within a bound, whatever the driver does: it may need seconds more to give up.</summary>
    /// <exception cref="TimeoutException">The bound has passed.</exception>
    public async Task<T> UseWithinAsync<T>(
        TimeSpan bound, Func<OrderDbContext, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        using var end = new CancellationTokenSource(bound, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        var work = UseInOwnScopeAsync(use, either.Token);
        try
        {
            return await work.WaitAsync(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && (end.IsCancellationRequested
            || (clock.GetElapsedTime(began) >= bound - s_tick && DatabaseFailure.Describe(exception) is not null)))
        {
            Abandon(work);
            var seconds = bound.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            throw new TimeoutException($"The database did not answer within {seconds} s; try again.", exception);
        }
        catch (OperationCanceledException)
        {
            Abandon(work);
            throw;
        }
    }

    // The context belongs to the work, which may outlive the call.
    private async Task<T> UseInOwnScopeAsync<T>(Func<OrderDbContext, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<OrderDbContext>(), cancellationToken);
    }

    private static void Abandon(Task work) => _ = work.ContinueWith(
        late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
