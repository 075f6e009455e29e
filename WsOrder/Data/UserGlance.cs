using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WsOrder.Domain;

namespace WsOrder.Data;

/// <summary>Reads the first users for a greeting; a dead or slow database costs one greeting in each pause its bound, and none an error.</summary>
internal sealed class UserGlance(
    IServiceScopeFactory scopes, IOptions<OrderOptions> options, TimeProvider clock, ILogger<UserGlance> logger) : IUserGlance
{
    private const int Rows = 100;

    private static readonly Func<OrderDbContext, IAsyncEnumerable<User>> s_firstUsers =
        EF.CompileAsyncQuery((OrderDbContext context) => context.Users.AsNoTracking().OrderBy(user => user.Id).Take(Rows));

    private readonly GlanceBreaker _breaker = new(clock, options.Value.GreetingPause);
    private readonly TimeSpan _timeout = options.Value.GreetingTimeout;

    /// <inheritdoc />
    public async ValueTask GlanceAsync(CancellationToken cancellationToken)
    {
        if (!_breaker.TryEnter(out var isProbe))
        {
            return;
        }

        try
        {
            await ReadWithinBoundAsync(cancellationToken);
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

    // The read has its own scope and its own end: the driver may need longer than the bound to give up.
    private async Task ReadWithinBoundAsync(CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(_timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        var reading = ReadAsync(either.Token);
        try
        {
            await reading.WaitAsync(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            _ = reading.ContinueWith(
                late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new TimeoutException($"The user list was not read within {_timeout.TotalMilliseconds} ms.", exception);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<OrderDbContext>();
        await foreach (var _ in s_firstUsers(context).WithCancellation(cancellationToken))
        {
            // The rows do not change the answer, as in the original.
        }
    }
}
