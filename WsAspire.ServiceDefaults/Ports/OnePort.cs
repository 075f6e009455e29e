using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>One bound socket: its connections are told apart by their first bytes and queued for the protocol that they speak.</summary>
/// <remarks>No byte is consumed: Kestrel reads the connection from its start, and sees the peer's own address.</remarks>
internal sealed class OnePort : IAsyncDisposable
{
    private readonly IConnectionListener _socket;
    private readonly ILogger _logger;
    private readonly UndecidedConnections _undecided;
    private readonly Channel<ConnectionContext> _http1 = Channel.CreateUnbounded<ConnectionContext>(new() { SingleReader = true });
    private readonly Channel<ConnectionContext> _http2 = Channel.CreateUnbounded<ConnectionContext>(new() { SingleReader = true });
    private readonly Lazy<Task> _unbind;
    private readonly Task _accepting;
    private readonly TaskCompletionSource _noneLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = 1;

    public OnePort(IConnectionListener socket, OnePortOptions options, TimeProvider time, ILogger logger)
    {
        _socket = socket;
        _logger = logger;
        _undecided = new UndecidedConnections(options, time);
        _unbind = new Lazy<Task>(UnbindOnceAsync);
        _accepting = AcceptAsync();
    }

    /// <summary>The address that was bound, with its real port.</summary>
    public EndPoint EndPoint => _socket.EndPoint;

    public ChannelReader<ConnectionContext> ConnectionsOf(CleartextProtocol protocol) => QueueOf(protocol).Reader;

    /// <summary>Takes no more connections, and closes those whose protocol is not known yet: they must not hold back the end.</summary>
    public async ValueTask UnbindAsync() => await _unbind.Value;

    public async ValueTask DisposeAsync()
    {
        await _unbind.Value;
        await _socket.DisposeAsync();
    }

    private async Task UnbindOnceAsync()
    {
        await _socket.UnbindAsync();
        await _accepting;
        _undecided.Dispose();
        Leave();
        await _noneLeft.Task;
        _http1.Writer.TryComplete();
        _http2.Writer.TryComplete();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (await _socket.AcceptAsync() is { } connection)
            {
                Interlocked.Increment(ref _open);
                _ = DecideAsync(connection);
            }
        }
        catch (Exception exception)
        {
            OnePortLog.AcceptFailed(_logger, EndPoint.ToString()!, exception);
        }
    }

    // Never awaited by the accept loop, so it lets no exception out.
    private async Task DecideAsync(ConnectionContext connection)
    {
        try
        {
            var protocol = await SniffAsync(connection);
            if (protocol == CleartextProtocol.Undecided || !QueueOf(protocol).Writer.TryWrite(connection))
            {
                connection.Abort();
                await connection.DisposeAsync();
            }
        }
        catch (Exception exception)
        {
            OnePortLog.PeerLeft(_logger, connection.ConnectionId, exception);
            await connection.DisposeAsync();
        }
        finally
        {
            Leave();
        }
    }

    private async ValueTask<CleartextProtocol> SniffAsync(ConnectionContext connection)
    {
        if (_undecided.Add(connection) is not { } watched)
        {
            return CleartextProtocol.Undecided;
        }

        try
        {
            while (true)
            {
                var result = await connection.Transport.Input.ReadAsync();
                var protocol = ConnectionPreface.Read(result.Buffer);
                if (protocol == CleartextProtocol.Undecided && result.IsCompleted && !result.Buffer.IsEmpty)
                {
                    protocol = CleartextProtocol.Http1;
                }

                var decided = protocol != CleartextProtocol.Undecided;
                connection.Transport.Input.AdvanceTo(result.Buffer.Start, decided ? result.Buffer.Start : result.Buffer.End);
                if (result.IsCanceled)
                {
                    OnePortLog.GivenUp(_logger, connection.ConnectionId);
                    return CleartextProtocol.Undecided;
                }

                if (decided)
                {
                    return watched.Value.TryDecide() ? protocol : CleartextProtocol.Undecided;
                }

                if (result.IsCompleted)
                {
                    return CleartextProtocol.Undecided;
                }
            }
        }
        finally
        {
            _undecided.Remove(watched);
        }
    }

    // The port itself counts as one, so none is left only after the accept loop ended.
    private void Leave()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _noneLeft.TrySetResult();
        }
    }

    private Channel<ConnectionContext> QueueOf(CleartextProtocol protocol) => protocol == CleartextProtocol.Http2 ? _http2 : _http1;
}
