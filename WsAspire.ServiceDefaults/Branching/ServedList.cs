using WsAspire.Branching;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Who served one request: this service, then those that it called, in the order of their answers. Calls may end at the same time, and after the request.</summary>
internal sealed class ServedList(ServedBy own)
{
    private readonly Lock _lock = new();
    private List<ServedBy>? _others;

    /// <summary>This service.</summary>
    public ServedBy Own => own;

    /// <summary>Takes over what another service answered. Whom it names again is named once.</summary>
    public void Add(IEnumerable<string?> answers)
    {
        foreach (var answer in answers)
        {
            var served = BranchServed.Parse(answer, out _);
            lock (_lock)
            {
                foreach (var entry in served)
                {
                    if (entry != own && (_others ??= []).Count <= BranchServed.MaxEntries && !_others.Contains(entry))
                    {
                        _others.Add(entry);
                    }
                }
            }
        }
    }

    /// <summary>The value of the header, or trailer.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            return BranchServed.Format(_others is null ? [own] : [own, .. _others]);
        }
    }
}
