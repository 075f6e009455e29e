namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>Counts calls and failures of the last while, in ten slots, without a lock: a slot is one number that holds its time and both counts.</summary>
internal sealed class CallWindow
{
    private const int Slots = 10;
    private const uint LargestCount = ushort.MaxValue;
    private readonly long[] _slots = new long[Slots];

    /// <summary>Counts one call.</summary>
    /// <param name="slot">Number of the current slot, counted from any time.</param>
    /// <param name="failed">How it ended.</param>
    public void Add(uint slot, bool failed)
    {
        ref var place = ref _slots[slot % Slots];
        while (true)
        {
            var seen = Volatile.Read(ref place);
            var (good, bad) = CountsOf(seen, slot);
            if (good == LargestCount || bad == LargestCount)
            {
                (good, bad) = (good / 2, bad / 2);
            }

            var counted = Pack(slot, failed ? good : good + 1, failed ? bad + 1 : bad);
            if (Interlocked.CompareExchange(ref place, counted, seen) == seen)
            {
                return;
            }
        }
    }

    /// <summary>Sums the current slot and the nine before it.</summary>
    public (int Calls, int Failures) Sum(uint slot)
    {
        var (calls, failures) = (0, 0);
        for (var age = 0u; age < Slots && age <= slot; age++)
        {
            var (good, bad) = CountsOf(Volatile.Read(ref _slots[(slot - age) % Slots]), slot - age);
            calls += (int)(good + bad);
            failures += (int)bad;
        }

        return (calls, failures);
    }

    /// <summary>Forgets all calls.</summary>
    public void Clear() => Array.Clear(_slots);

    private static (uint Good, uint Bad) CountsOf(long packed, uint slot) =>
        (uint)(packed >> 32) == slot ? ((uint)packed >> 16, (uint)packed & LargestCount) : (0, 0);

    private static long Pack(uint slot, uint good, uint bad) => ((long)slot << 32) | (good << 16) | bad;
}
