using WsBranches.Registry;

namespace WsBranches.Audit;

/// <summary>Every change of the registry: a line in the log, and the last of them to be read.</summary>
internal sealed class AuditLog(TimeProvider time, ILogger<AuditLog> logger)
{
    private const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<AuditEntry> _entries = new(Capacity);

    /// <summary>Gives the changes, the newest first.</summary>
    public IReadOnlyList<AuditEntry> Read(int count)
    {
        lock (_lock)
        {
            return [.. _entries.Reverse().Take(count)];
        }
    }

    /// <summary>An instance is new in its branch.</summary>
    public void Joined(RegisteredInstance instance)
    {
        var detail = $"{StateOf(instance)}{(instance.IsPinned ? ", pinned" : "")}";
        Log.Joined(logger, instance.Service, instance.Branch, instance.Id, instance.Place, detail);
        Keep("joined", instance, detail);
    }

    /// <summary>An instance is another than it was.</summary>
    public void Changed(RegisteredInstance before, RegisteredInstance now)
    {
        var detail = StateOf(now) + (before.Place == now.Place ? "" : $", was at {before.Place}");
        Log.Changed(logger, now.Service, now.Branch, now.Id, now.Place, detail);
        Keep("changed", now, detail);
    }

    /// <summary>An instance was taken out.</summary>
    public void Left(RegisteredInstance instance, LeaseEnd reason)
    {
        Log.Left(logger, instance.Service, instance.Branch, instance.Id, instance.Place, reason);
        Keep("left", instance, JsonNames.Of(reason));
    }

    private static string StateOf(RegisteredInstance instance) =>
        (instance.IsReady ? "ready" : instance.Reason.Length == 0 ? "not ready" : $"not ready: {instance.Reason}") + (instance.IsDebugging ? ", debugging" : "");

    private void Keep(string change, RegisteredInstance instance, string detail)
    {
        lock (_lock)
        {
            if (_entries.Count == Capacity)
            {
                _entries.Dequeue();
            }

            _entries.Enqueue(new AuditEntry(time.GetUtcNow(), change, instance.Service, instance.Branch, instance.Id, instance.Place, detail));
        }
    }
}
