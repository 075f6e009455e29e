using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using WsAspire.ServiceDefaults.Health;

namespace WsAspire.ServiceDefaults.Tests.Health;

public sealed class BoundedHealthCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_ThatGivesNoAnswer_IsWaitedFor800Milliseconds()
    {
        var time = new FakeTimeProvider();
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(time).BuildServiceProvider();
        var check = new BoundedHealthCheck(_ => new HungCheck()).In(services);
        var context = new HealthCheckContext { Registration = new HealthCheckRegistration("hung", check, HealthStatus.Degraded, null) };

        var asked = check.CheckHealthAsync(context, Token);

        time.Advance(TimeSpan.FromMilliseconds(799));
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HealthStatus.Degraded, (await asked.WaitAsync(TimeSpan.FromSeconds(30), Token)).Status);
    }

    private sealed class HungCheck : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            new TaskCompletionSource<HealthCheckResult>().Task;
    }
}
