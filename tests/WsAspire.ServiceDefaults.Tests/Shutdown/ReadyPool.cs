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

    /// <summary>Whether it sends to this many instances; to one that is no longer ready it does until the last request that was meant for it is answered.</summary>
    public bool Sees(int instances) => _members.Count(member => member.IsReady || member.Pending > 0) == instances;

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
            if (member.TryTake())
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

    private sealed class Member
    {
        private volatile bool _isReady = true;
        private int _pending;

        public Member(Uri address)
        {
            Http = new HttpClient(new Answered(this)) { BaseAddress = address };
            Probe = new HttpClient { BaseAddress = address };
            Channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = new Answered(this) });
        }

        public bool IsReady
        {
            get => _isReady;
            set => _isReady = value;
        }

        /// <summary>Requests that were meant for it and have no answer yet.</summary>
        public int Pending => Volatile.Read(ref _pending);

        public HttpClient Http { get; }

        public HttpClient Probe { get; }

        public GrpcChannel Channel { get; }

        /// <summary>Takes it for one request, where it is ready.</summary>
        public bool TryTake()
        {
            Interlocked.Increment(ref _pending);
            if (_isReady)
            {
                return true;
            }

            Leave();
            return false;
        }

        public void Leave() => Interlocked.Decrement(ref _pending);
    }

    /// <summary>Notes that the request for which a member was taken is answered.</summary>
    private sealed class Answered(Member member) : DelegatingHandler(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                member.Leave();
            }
        }
    }
}
