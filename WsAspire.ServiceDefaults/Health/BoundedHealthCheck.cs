using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>Answers in time though the check does not: the driver does not give up a handshake when it is told to. Many who ask at once make one check.</summary>
/// <remarks>The check runs in a scope of its own that lives until it ends.</remarks>
internal sealed class BoundedHealthCheck(Func<IServiceProvider, IHealthCheck> check) : IHealthCheck
{
    // With what is around it, the answer is there within a second.
    private static readonly TimeSpan s_bound = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(1);

    private SharedRun<HealthCheckResult>? _run;
    private HealthCheckContext? _context;

    /// <summary>Takes the place of the check's factory.</summary>
    public IHealthCheck In(IServiceProvider services)
    {
        if (_run is null)
        {
            var scopes = services.GetRequiredService<IServiceScopeFactory>();
            var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
            Interlocked.CompareExchange(ref _run, new SharedRun<HealthCheckResult>(() => RunAsync(scopes), s_bound, s_fresh, time), null);
        }

        return this;
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        _context = context;
        try
        {
            return await _run!.AskAsync(cancellationToken);
        }
        catch (TimeoutException)
        {
            var reason = $"no answer in {s_bound.TotalMilliseconds} ms";
            return new HealthCheckResult(context.Registration.FailureStatus, reason, data: new Dictionary<string, object> { [HealthTags.Reason] = reason });
        }
    }

    private async Task<HealthCheckResult> RunAsync(IServiceScopeFactory scopes)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await check(scope.ServiceProvider).CheckHealthAsync(_context!, CancellationToken.None);
    }
}
