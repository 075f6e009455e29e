using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>Answers in time though the check does not: the driver does not give up a handshake when it is told to.</summary>
/// <remarks>The check runs in a scope of its own that lives until it ends, and one at a time.</remarks>
internal sealed class BoundedHealthCheck(Func<IServiceProvider, IHealthCheck> check, TimeSpan bound) : IHealthCheck
{
    private readonly Lock _lock = new();
    private Task<HealthCheckResult> _running = Task.FromResult(HealthCheckResult.Healthy());
    private IServiceScopeFactory? _scopes;

    /// <summary>Takes the place of the check's factory.</summary>
    public IHealthCheck In(IServiceProvider services)
    {
        _scopes ??= services.GetRequiredService<IServiceScopeFactory>();
        return this;
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Task<HealthCheckResult> running;
        lock (_lock)
        {
            if (_running.IsCompleted)
            {
                _running = Task.Run(() => RunAsync(context), CancellationToken.None);
            }

            running = _running;
        }

        try
        {
            return await running.WaitAsync(bound, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"No answer in {bound.TotalSeconds} s.");
        }
    }

    private async Task<HealthCheckResult> RunAsync(HealthCheckContext context)
    {
        await using var scope = _scopes!.CreateAsyncScope();
        return await check(scope.ServiceProvider).CheckHealthAsync(context, CancellationToken.None);
    }
}
