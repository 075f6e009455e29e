using System.Diagnostics.Metrics;
using Elastic.Apm.NetCoreAll.Export;
using Elastic.Apm.NetCoreAll.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace StandIns.Tests.Elastic;

/// <summary>How often drops are told.</summary>
public sealed class ApmDropsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CollectedLogs _logs = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ApmDrops _drops;

    public ApmDropsTests() => _drops = new ApmDrops(ApmSettingsReader.Read(null, null), _clock, _services.GetRequiredService<IMeterFactory>());

    [Fact]
    public void Drops_AreToldAtOnce_ThenOnceAMinute_AllOfThem()
    {
        _drops.Logger = _logs.CreateLogger("");

        _drops.Add("traces", ApmDrops.QueueFull, 3, "first");
        _drops.Add("logs", ApmDrops.NotSent, 4, "second");
        _clock.Advance(TimeSpan.FromSeconds(59));
        _drops.Add("traces", ApmDrops.QueueFull, 5, "third");
        Assert.StartsWith("3 spans, log lines and metrics did not reach Elastic APM: first", Assert.Single(_logs.Warnings), StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _drops.Add("traces", ApmDrops.QueueFull, 6, "fourth");
        Assert.StartsWith("15 spans, log lines and metrics did not reach Elastic APM: fourth", _logs.Warnings.Last(), StringComparison.Ordinal);

        _drops.Report();
        Assert.Equal(2, _logs.Warnings.Count());
    }

    [Fact]
    public void Drops_BeforeThereIsALogger_AreToldWithTheNextOnes()
    {
        _drops.Add("logs", ApmDrops.NotSent, 1, "early");
        _drops.Logger = _logs.CreateLogger("");
        _drops.Add("logs", ApmDrops.NotSent, 1, "late");

        Assert.StartsWith("2 spans, log lines and metrics did not reach Elastic APM: late", Assert.Single(_logs.Warnings), StringComparison.Ordinal);
    }

    public void Dispose() => _services.Dispose();
}
