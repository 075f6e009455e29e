using System.Globalization;
using Microsoft.Extensions.Options;
using WsOrder.Domain.Errors;

namespace WsOrder.Data;

/// <summary>Bounds each use of the database, and says in the domain's words when it cannot be used.</summary>
internal sealed class OrderDatabase(OrderDbContext context, IOptions<OrderOptions> options, TimeProvider clock)
{
    /// <summary>Uses the database.</summary>
    /// <exception cref="DatabaseUnavailableException">It cannot be reached, or did not answer in time.</exception>
    public async Task<T> UseAsync<T>(Func<OrderDbContext, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        var timeout = options.Value.DatabaseTimeout;
        using var bound = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            return await use(context, either.Token);
        }
        catch (Exception exception) when (bound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var seconds = timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            throw new DatabaseUnavailableException($"The database did not answer within {seconds} s; try again.", exception);
        }
        catch (Exception exception) when (DatabaseFailure.Describe(exception) is not null)
        {
            throw new DatabaseUnavailableException(DatabaseFailure.Describe(exception)!, exception);
        }
    }
}
