using Microsoft.AspNetCore.Connections;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>The connections of a port whose protocol is not known yet, oldest first: bounded in number and in time by one timer.</summary>
internal sealed class UndecidedConnections : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<UndecidedConnection> _oldestFirst = [];
    private readonly OnePortOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private bool _closed;

    public UndecidedConnections(OnePortOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _timer = time.CreateTimer(static self => ((UndecidedConnections)self!).GiveUpOverdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to watch a connection; the oldest is given up where there are too many.</summary>
    /// <returns>Null when the port is closed.</returns>
    public LinkedListNode<UndecidedConnection>? Add(ConnectionContext connection)
    {
        UndecidedConnection? oldest = null;
        LinkedListNode<UndecidedConnection> added;
        lock (_lock)
        {
            if (_closed)
            {
                return null;
            }

            if (_oldestFirst.Count >= _options.MaxUndecidedConnections)
            {
                oldest = _oldestFirst.First!.Value;
                _oldestFirst.RemoveFirst();
            }

            added = _oldestFirst.AddLast(new UndecidedConnection(connection, _time.GetTimestamp()));
            if (_oldestFirst.Count == 1)
            {
                _timer.Change(_options.SniffTimeout, Timeout.InfiniteTimeSpan);
            }
        }

        oldest?.GiveUp();
        return added;
    }

    /// <summary>Ends the watch of a connection; the second time it does nothing.</summary>
    public void Remove(LinkedListNode<UndecidedConnection> node)
    {
        lock (_lock)
        {
            if (node.List is not null)
            {
                _oldestFirst.Remove(node);
            }
        }
    }

    /// <summary>Gives up all connections, and takes no more.</summary>
    public void Dispose()
    {
        UndecidedConnection[] all;
        lock (_lock)
        {
            _closed = true;
            all = [.. _oldestFirst];
            _oldestFirst.Clear();
            _timer.Dispose();
        }

        foreach (var connection in all)
        {
            connection.GiveUp();
        }
    }

    private void GiveUpOverdue()
    {
        var overdue = new List<UndecidedConnection>();
        lock (_lock)
        {
            while (!_closed && _oldestFirst.First is { } first)
            {
                var left = _options.SniffTimeout - _time.GetElapsedTime(first.Value.Since);
                if (left > TimeSpan.Zero)
                {
                    _timer.Change(left, Timeout.InfiniteTimeSpan);
                    break;
                }

                overdue.Add(first.Value);
                _oldestFirst.RemoveFirst();
            }
        }

        foreach (var connection in overdue)
        {
            connection.GiveUp();
        }
    }
}
