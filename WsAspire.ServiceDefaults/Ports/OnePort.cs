using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>One bound socket: its connections are told apart by their first bytes and queued for the protocol that they speak.</summary>
/// <remarks>No byte is consumed: Kestrel reads the connection from its start, and sees the peer's own address.</remarks>
internal sealed class OnePort : IAsyncDisposable
{
    // How long the port takes no connection after it could not take one.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    // How long a connection that came before the end may still tell its protocol: its request may be on its way already.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(200);

    private readonly IConnectionListener _socket;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly UndecidedConnections _undecided;
    private readonly Channel<ConnectionContext> _http1 = Channel.CreateUnbounded<ConnectionContext>(new() { SingleReader = true });
    private readonly Channel<ConnectionContext> _http2 = Channel.CreateUnbounded<ConnectionContext>(new() { SingleReader = true });
    private readonly CancellationTokenSource _unbinding = new();
    private readonly Lazy<Task> _unbind;
    private readonly Task _accepting;
    private readonly TaskCompletionSource _noneLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _maxConnections;
    private long _handedOver;
    private bool _full;
    private int _open = 1;

    /// <summary>Begins to take connections.</summary>
    /// <param name="socket">Gives the connections; the port owns it.</param>
    /// <param name="options">What an undecided connection may.</param>
    /// <param name="maxConnections">How many connections may be open in both protocols together. Kestrel holds its limit for each of them.</param>
    /// <param name="time">Measures the undecided.</param>
    /// <param name="logger">Takes what happens to connections.</param>
    public OnePort(IConnectionListener socket, OnePortOptions options, long maxConnections, TimeProvider time, ILogger logger)
    {
        _socket = socket;
        _maxConnections = maxConnections;
        _time = time;
        _logger = logger;
        _undecided = new UndecidedConnections(options, time);
        _unbind = new Lazy<Task>(UnbindOnceAsync);
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The address that was bound, with its real port.</summary>
    public EndPoint EndPoint => _socket.EndPoint;

    public ChannelReader<ConnectionContext> ConnectionsOf(CleartextProtocol protocol) => QueueOf(protocol).Reader;

    /// <summary>Takes no more connections, and soon closes those whose protocol is not known yet: they must not hold back the end.</summary>
    public async ValueTask UnbindAsync() => await _unbind.Value;

    public async ValueTask DisposeAsync()
    {
        await _unbind.Value;

        // Kestrel has taken all that were queued, unless it could not start.
        while (_http1.Reader.TryRead(out var left) || _http2.Reader.TryRead(out left))
        {
            await CloseAsync(left);
        }

        await _socket.DisposeAsync();
        _unbinding.Dispose();
    }

    private async Task UnbindOnceAsync()
    {
        await _unbinding.CancelAsync();
        await _socket.UnbindAsync();
        await _accepting;
        Leave();
        await Task.WhenAny(_noneLeft.Task, Task.Delay(s_grace, _time));
        _undecided.Dispose();
        await _noneLeft.Task;
        _http1.Writer.TryComplete();
        _http2.Writer.TryComplete();
    }

    // What is wrong with one accept must not end the loop: the process would live, and nobody could reach it.
    private async Task AcceptAsync()
    {
        var failing = false;
        while (!_unbinding.IsCancellationRequested)
        {
            try
            {
                if (await _socket.AcceptAsync() is not { } connection)
                {
                    return;
                }

                // Told before it is served: who has an answer finds the line.
                if (failing)
                {
                    failing = false;
                    OnePortLog.AcceptsAgain(_logger, EndPoint.ToString()!);
                }

                Interlocked.Increment(ref _open);
                _ = DecideAsync(connection);
            }
            catch (Exception exception)
            {
                if (!failing)
                {
                    failing = true;
                    OnePortLog.AcceptFailed(_logger, EndPoint.ToString()!, exception.Message, exception);
                }

                await Task.Delay(s_pause, _time, _unbinding.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Never awaited by the accept loop, so it lets no exception out.
    private async Task DecideAsync(ConnectionContext connection)
    {
        try
        {
            var protocol = await SniffAsync(connection);
            if (protocol == CleartextProtocol.Undecided || !TryHandOver(connection, protocol))
            {
                await CloseAsync(connection);
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

    private bool TryHandOver(ConnectionContext connection, CleartextProtocol protocol)
    {
        if (_maxConnections < long.MaxValue)
        {
            if (Interlocked.Increment(ref _handedOver) > _maxConnections)
            {
                Interlocked.Decrement(ref _handedOver);
                if (!Interlocked.Exchange(ref _full, true))
                {
                    OnePortLog.Full(_logger, EndPoint.ToString()!, _maxConnections);
                }

                return false;
            }

            _full = false;
            connection.ConnectionClosed.UnsafeRegister(static port => Interlocked.Decrement(ref ((OnePort)port!)._handedOver), this);
        }

        return QueueOf(protocol).Writer.TryWrite(connection);
    }

    private static async ValueTask CloseAsync(ConnectionContext connection)
    {
        connection.Abort();
        await connection.DisposeAsync();
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
