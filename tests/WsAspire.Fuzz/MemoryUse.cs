using System.Diagnostics;

namespace WsAspire.Fuzz;

/// <summary>Memory of this process in bytes.</summary>
/// <param name="Resident">What the operating system holds for it.</param>
/// <param name="Heap">What the managed heap holds after a full collection.</param>
internal readonly record struct MemoryUse(long Resident, long Heap)
{
    /// <summary>Collects all that can be, and measures.</summary>
    public static MemoryUse Measure()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new MemoryUse(process.WorkingSet64, GC.GetTotalMemory(forceFullCollection: false));
    }
}
