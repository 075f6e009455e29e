using WsBranches.Registry;

namespace WsBranches.Tests.Registry;

public sealed class InstanceLeaseTests
{
    [Fact]
    public void Silence_EndsTheLease()
    {
        var time = new StoppedTime();
        using var lease = new InstanceLease(time);

        time.Fire(InstanceLease.SilenceLimit);

        Assert.True(lease.Token.IsCancellationRequested);
        Assert.Equal(LeaseEnd.Silent, lease.Reason);
    }

    [Fact]
    public void Silence_OfAControlPlaneThatWasStopped_IsNotTheInstances()
    {
        var time = new StoppedTime();
        using var lease = new InstanceLease(time);

        time.Fire(TimeSpan.FromMinutes(1));

        Assert.False(lease.Token.IsCancellationRequested);
        Assert.Equal(InstanceLease.SilenceLimit, time.Due);
    }

    /// <summary>A clock with one timer, which the test lets fire when it wants: late, too.</summary>
    private sealed class StoppedTime : TimeProvider, ITimer
    {
        private TimeSpan _now;
        private Action _fire = () => { };

        public TimeSpan Due { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            Change(dueTime, period);
            return this;
        }

        public void Fire(TimeSpan after)
        {
            _now += after;
            Due = TimeSpan.Zero;
            _fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
