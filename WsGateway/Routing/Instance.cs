using System.Net;
using System.Net.Sockets;
using WsGateway.Proxy;

namespace WsGateway.Routing;

/// <summary>One process that serves, at one address: whether it gets requests, and whether it lives while some are in flight.</summary>
#pragma warning disable CA1001 // Its source has neither timer nor handle; requests in flight link to it as long as they like.
internal sealed class Instance
#pragma warning restore CA1001
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan s_late = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.25);
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);
    private const int IdleTicks = 100;

    private readonly Lock _lock = new();
    private readonly PingConnection _ping;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private CancellationTokenSource _life = new();
    private volatile bool _isOut;
    private volatile bool _isForgotten;
    private long _lastAnswer;
    private long _outSince;
    private TimeSpan _outFor;
    private int _timesOut;
    private int _requests;
    private int _isWatching;

    public Instance(string host, int port, PingConnection ping, TimeProvider time, ILogger logger)
    {
        Host = host;
        Port = port;
        Address = IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 && host[0] != '[' ? $"[{host}]:{port}" : $"{host}:{port}";
        _ping = ping;
        _time = time;
        _logger = logger;
    }

    /// <summary>IP address, or name.</summary>
    public string Host { get; }

    /// <summary>1 to 65535.</summary>
    public int Port { get; }

    /// <summary>Both, as they stand in an address.</summary>
    public string Address { get; }

    /// <summary>Whether it gets no requests, where there are others.</summary>
    public bool IsOut => _isOut;

    /// <summary>Ends when it falls silent: nothing that is in flight will be answered.</summary>
    public CancellationToken Silence => Volatile.Read(ref _life).Token;

    /// <summary>A request goes there that is watched.</summary>
    public void Enter()
    {
        Interlocked.Increment(ref _requests);
        Watch();
    }

    /// <summary>That request is over.</summary>
    public void Leave() => Interlocked.Decrement(ref _requests);

    /// <summary>It answered something: it lives.</summary>
    public void Answered() => Volatile.Write(ref _lastAnswer, _time.GetTimestamp());

    /// <summary>Takes it out. One that lives waits for its time; any other is back when it answers a ping.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="time">How long, the first time; later longer.</param>
    public void Eject(OutReason reason, TimeSpan time = default)
    {
        lock (_lock)
        {
            if (_isOut)
            {
                return;
            }

            var now = _time.GetTimestamp();
            _timesOut = _outSince != 0 && _time.GetElapsedTime(_outSince, now) < s_longest ? _timesOut + 1 : 1;
            _outSince = now;
            _outFor = Shorter(reason == OutReason.Reset ? time * _timesOut : s_shortest * _timesOut, s_longest);
            _isOut = true;
        }

        Log.Ejected(_logger, Address, reason);
        if (reason == OutReason.Silent)
        {
            Interlocked.Exchange(ref _life, new CancellationTokenSource()).Cancel();
        }

        Watch();
    }

    /// <summary>No branch has it any more. What is in flight goes on.</summary>
    public void Forget() => _isForgotten = true;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private void Watch()
    {
        if (Volatile.Read(ref _isWatching) == 0 && Interlocked.Exchange(ref _isWatching, 1) == 0)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(WatchAsync);
            }
        }
    }

    private async Task WatchAsync()
    {
        for (var idle = 0; idle < IdleTicks && !(_isForgotten && Volatile.Read(ref _requests) == 0);)
        {
            var since = _time.GetTimestamp();
            await Task.Delay(s_tick, _time);
            var isBusy = _isOut || Volatile.Read(ref _requests) > 0;
            idle = isBusy ? 0 : idle + 1;
            if (isBusy && _isOut)
            {
                await AskBackAsync();
            }
            else if (isBusy)
            {
                // Who wakes up late himself can't blame others.
                await AskAsync(isFair: _time.GetElapsedTime(since) < s_late);
            }
        }

        _ping.Close();
        Volatile.Write(ref _isWatching, 0);
        if (!_isForgotten && Volatile.Read(ref _requests) > 0)
        {
            Watch();
        }
    }

    private async Task AskAsync(bool isFair)
    {
        var asked = _time.GetTimestamp();
        switch (await _ping.AskAsync(s_patience))
        {
            case PingAnswer.None when isFair && Volatile.Read(ref _lastAnswer) < asked:
                Eject(OutReason.Silent);
                break;

            // It may be about to end: what is in flight is not cut.
            case PingAnswer.NoConnection:
                Eject(OutReason.Unreachable);
                break;
        }
    }

    private async Task AskBackAsync()
    {
        if (_time.GetElapsedTime(_outSince) < _outFor || await _ping.AskAsync(s_patience) != PingAnswer.Lives)
        {
            return;
        }

        lock (_lock)
        {
            _outSince = _time.GetTimestamp();
            _isOut = false;
        }

        Log.Returned(_logger, Address);
    }
}
