using System.Threading.Channels;

namespace WsBranches.Registry;

/// <summary>Wakes one waiter. However often it is set before he waits, he wakes once.</summary>
internal sealed class AsyncSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Wakes the waiter, or the next.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Waits until it is set, and takes that back.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAsync(cancellationToken);
}
