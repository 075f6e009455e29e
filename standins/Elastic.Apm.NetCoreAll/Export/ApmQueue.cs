using System.Globalization;

namespace Elastic.Apm.NetCoreAll.Export;

/// <summary>The bound of what waits and is being sent of a signal. OpenTelemetry's own queue does not tell anybody what it drops.</summary>
/// <param name="signal">traces or logs.</param>
/// <param name="capacity">How many at most.</param>
/// <param name="drops">Counts what finds no place, and what is not sent.</param>
/// <param name="connection">Knows why.</param>
internal sealed class ApmQueue(string signal, int capacity, ApmDrops drops, ApmConnection connection)
{
    private int _held;

    /// <summary>Takes a place. Never waits.</summary>
    /// <returns>False where there is none: it is counted as dropped.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _held) <= capacity)
        {
            return true;
        }

        Interlocked.Decrement(ref _held);
        drops.Add(signal, ApmDrops.QueueFull, 1, connection.Problem ?? string.Create(CultureInfo.InvariantCulture, $"{capacity} wait already, ELASTIC_APM_MAX_QUEUE_EVENT_COUNT"));
        return false;
    }

    /// <summary>Gives places back.</summary>
    /// <param name="count">How many.</param>
    /// <param name="isSent">Whether the server took them.</param>
    public void Leave(int count, bool isSent)
    {
        Interlocked.Add(ref _held, -count);
        if (!isSent)
        {
            drops.Add(signal, ApmDrops.NotSent, count, connection.Problem ?? "they could not be written as OTLP");
        }
    }
}
