using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WsOrder.Domain;

namespace WsOrder.Data;

/// <summary>Reads the first users for a greeting; a dead or slow database costs one greeting in each pause its bound, and none an error.</summary>
internal sealed class UserGlance(
    OrderDatabase database, IOptions<OrderOptions> options, TimeProvider clock, ILogger<UserGlance> logger) : IUserGlance
{
    private const int Rows = 100;

    private static readonly Func<OrderDbContext, IAsyncEnumerable<User>> s_firstUsers =
        EF.CompileAsyncQuery((OrderDbContext context) => context.Users.AsNoTracking().OrderBy(user => user.Id).Take(Rows));

    private readonly GlanceBreaker _breaker = new(clock, options.Value.GreetingPause);

    /// <inheritdoc />
    public async ValueTask GlanceAsync(CancellationToken cancellationToken)
    {
        if (!_breaker.TryEnter(out var isProbe))
        {
            return;
        }

        try
        {
            await database.UseWithinAsync(options.Value.GreetingTimeout, ReadAsync, cancellationToken);
            _breaker.Succeed();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Activity.Current?.AddException(exception);
            if (_breaker.Fail(isProbe))
            {
                Log.GlanceFailed(logger, options.Value.GreetingPause, exception);
            }
        }
    }

    private static async Task<int> ReadAsync(OrderDbContext context, CancellationToken cancellationToken)
    {
        // The rows do not change the answer, as in the original.
        var rows = 0;
        await foreach (var _ in s_firstUsers(context).WithCancellation(cancellationToken))
        {
            rows++;
        }

        return rows;
    }
}
