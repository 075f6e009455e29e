using Microsoft.AspNetCore.Connections;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>A connection whose protocol is not known yet. It is decided or given up, whichever comes first, and never both.</summary>
internal sealed class UndecidedConnection(ConnectionContext connection, long since)
{
    private int _ended;

    public ConnectionContext Connection { get; } = connection;

    /// <summary>Timestamp of the <see cref="TimeProvider"/> when it was accepted.</summary>
    public long Since { get; } = since;

    /// <summary>Claims the connection for its protocol.</summary>
    /// <returns>False when it was given up before.</returns>
    public bool TryDecide() => Interlocked.Exchange(ref _ended, 1) == 0;

    /// <summary>Wakes the reader so that it closes the connection. After a decision the pending read is Kestrel's, and stays untouched.</summary>
    public void GiveUp()
    {
        if (TryDecide())
        {
            Connection.Transport.Input.CancelPendingRead();
        }
    }
}
