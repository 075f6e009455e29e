using System.Globalization;

namespace WsAspire.Fuzz.Slow;

/// <summary>Many attackers of each kind, until the attack is over. A connection that was cut comes back.</summary>
internal sealed class SlowAttack : IAsyncDisposable
{
    // They come one after the other, as they do from other machines; all at once would measure how fast this machine can connect.
    private static readonly TimeSpan s_arrival = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _lock = new();
    private readonly List<(SlowKind Kind, SlowConnection Connection)> _connections = [];
    private readonly Task _attackers;

    /// <summary>Begins the attack.</summary>
    /// <param name="port">The loopback port of the service.</param>
    /// <param name="kinds">What the attackers do.</param>
    /// <param name="connections">How many hold a connection at a time, of each kind.</param>
    public SlowAttack(int port, IEnumerable<SlowKind> kinds, int connections) => _attackers = Task.WhenAll(
        kinds.SelectMany(kind => Enumerable.Range(0, connections).Select(_ => Task.Run(() => AttackAsync(kind, port)))));

    /// <summary>How many connections were made, and how many of those were cut after how long.</summary>
    public (int Made, int Open, TimeSpan[] CutAfter) Of(SlowKind kind)
    {
        lock (_lock)
        {
            var made = _connections.Where(made => made.Kind == kind && made.Connection.IsOpen).Select(made => made.Connection.CutAfter).ToArray();
            return (made.Length, made.Count(cut => cut is null), [.. made.OfType<TimeSpan>().Order()]);
        }
    }

    /// <summary>A line for people.</summary>
    public string Describe(SlowKind kind)
    {
        var (made, open, cut) = Of(kind);
        return cut.Length == 0
            ? $"{kind}: {made} connections, none cut"
            : string.Create(CultureInfo.InvariantCulture, $"{kind}: {made} connections, {open} open at the end, {cut.Length} cut after {cut[0].TotalSeconds:f1} to {cut[^1].TotalSeconds:f1} s, half of them by {cut[cut.Length / 2].TotalSeconds:f1} s");
    }

    /// <summary>Ends the attack: all attackers leave.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _attackers;
        _over.Dispose();
    }

    private async Task AttackAsync(SlowKind kind, int port)
    {
        await PauseAsync(Random.Shared.NextDouble() * s_arrival);
        while (!_over.IsCancellationRequested)
        {
            var connection = new SlowConnection(kind, port);
            lock (_lock)
            {
                _connections.Add((kind, connection));
            }

            await connection.HoldAsync(_over.Token);

            // Not at once: it is not a flood of connections that is tried here.
            await PauseAsync(TimeSpan.FromSeconds(0.5 + Random.Shared.NextDouble()));
        }
    }

    private async Task PauseAsync(TimeSpan pause) => await Task.Delay(pause, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
