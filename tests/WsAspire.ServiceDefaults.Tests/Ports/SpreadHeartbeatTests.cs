using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using WsAspire.ServiceDefaults.Ports;

namespace WsAspire.ServiceDefaults.Tests.Ports;

public sealed class SpreadHeartbeatTests : IDisposable
{
    private const int Connections = 400;
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(25);
    private readonly FakeTimeProvider _time = new();
    private readonly SpreadHeartbeat _heartbeat;
    private readonly int[] _ticks = new int[Connections];
    private readonly List<TaskCompletionSource> _open = [];
    private readonly List<Task> _served = [];

    public SpreadHeartbeatTests() => _heartbeat = new SpreadHeartbeat(_time);

    [Fact]
    public void Connections_AreTickedOnceASecondEach_AndNeverManyAtOnce()
    {
        Open();

        for (var step = 0; step < 40; step++)
        {
            var before = _ticks.Sum();
            _time.Advance(s_step);
            Assert.InRange(_ticks.Sum() - before, 1, 2 * Connections / 40);
        }

        Assert.All(_ticks, ticks => Assert.InRange(ticks, 1, 2));
        Pass(seconds: 9);
        Assert.All(_ticks, ticks => Assert.InRange(ticks, 10, 11));
    }

    [Fact]
    public async Task Connection_ThatHasLeft_IsTickedNoMore()
    {
        Open();
        Pass(seconds: 1);
        var before = _ticks[7];

        _open[7].SetResult();
        await _served[7];
        Pass(seconds: 3);

        Assert.Equal(before, _ticks[7]);
        Assert.InRange(_ticks[8], before + 2, before + 4);
    }

    [Fact]
    public void Beat_ThatComesLate_TicksNobodyTwice()
    {
        Open();
        Pass(seconds: 1);
        var before = _ticks.ToArray();

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.All(_ticks.Zip(before), ticks => Assert.InRange(ticks.First - ticks.Second, 0, 1));
    }

    [Fact]
    public void FewConnections_WakeTheProcessOnceASecond()
    {
        var time = new CountingTimeProvider(_time);
        using var heartbeat = new SpreadHeartbeat(time);
        var ticks = 0;
        for (var i = 0; i < 3; i++)
        {
            _ = heartbeat.Use(connection =>
            {
                connection.Features.GetRequiredFeature<IConnectionHeartbeatFeature>().OnHeartbeat(_ => ticks++, this);
                return new TaskCompletionSource().Task;
            })(new DefaultConnectionContext());
        }

        Pass(seconds: 10);

        Assert.InRange(time.Fired, 9, 12);
        Assert.InRange(ticks, 27, 36);
    }

    [Fact]
    public async Task AllLeftAndOneCame_IsTickedAgain()
    {
        Open();
        _open.ForEach(left => left.SetResult());
        await Task.WhenAll(_served);
        _time.Advance(TimeSpan.FromMinutes(5));
        var before = _ticks[0];

        Open(1);
        Pass(seconds: 2);

        Assert.InRange(_ticks[0] - before, 1, 3);
    }

    public void Dispose() => _heartbeat.Dispose();

    private sealed class CountingTimeProvider(TimeProvider time) : TimeProvider
    {
        public int Fired { get; private set; }

        public override long GetTimestamp() => time.GetTimestamp();

        public override long TimestampFrequency => time.TimestampFrequency;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(
            told =>
            {
                Fired++;
                callback(told);
            },
            state,
            dueTime,
            period);
    }

    private void Pass(int seconds)
    {
        for (var step = 0; step < 40 * seconds; step++)
        {
            _time.Advance(s_step);
        }
    }

    private void Open(int count = Connections)
    {
        for (var i = 0; i < count; i++)
        {
            var number = i;
            var left = new TaskCompletionSource();
            _open.Add(left);
            _served.Add(_heartbeat.Use(connection =>
            {
                connection.Features.GetRequiredFeature<IConnectionHeartbeatFeature>().OnHeartbeat(_ => _ticks[number]++, this);
                return left.Task;
            })(new DefaultConnectionContext()));
        }
    }
}
