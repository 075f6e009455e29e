using Grpc.Net.Client;

namespace WsAspire.ServiceDefaults.Tests.Shutdown;

/// <summary>Asks each instance ten times a second whether it is ready, and sends in turn to those that are: the least that a load balancer does.</summary>
public sealed class ReadyPool : IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);
    private readonly Member[] _members;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;
    private int _turn;

    public ReadyPool(IEnumerable<Uri> addresses)
    {
        _members = [.. addresses.Select(address => new Member(address))];
        _watching = Task.WhenAll(_members.Select(WatchAsync));
    }

    public HttpClient Http => Next().Http;

    public GrpcChannel Channel => Next().Channel;

    /// <summary>Whether it sends to this many instances.</summary>
    public bool Sees(int instances) => _members.Count(member => member.IsReady) == instances;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
        foreach (var member in _members)
        {
            member.Http.Dispose();
            member.Channel.Dispose();
            member.Probe.Dispose();
        }
    }

    private Member Next()
    {
        var turn = (uint)Interlocked.Increment(ref _turn);
        for (var i = 0u; i < _members.Length; i++)
        {
            var member = _members[(turn + i) % _members.Length];
            if (member.IsReady)
            {
                return member;
            }
        }

        throw new InvalidOperationException("No instance is ready.");
    }

    private async Task WatchAsync(Member member)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                member.IsReady = (await member.Probe.GetAsync("/ready", _end.Token)).IsSuccessStatusCode;
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                member.IsReady = false;
            }

            await Task.Delay(s_interval, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class Member(Uri address)
    {
        private volatile bool _isReady = true;

        public bool IsReady
        {
            get => _isReady;
            set => _isReady = value;
        }

        public HttpClient Http { get; } = new() { BaseAddress = address };

        public HttpClient Probe { get; } = new() { BaseAddress = address };

        public GrpcChannel Channel { get; } = GrpcChannel.ForAddress(address);
    }
}
