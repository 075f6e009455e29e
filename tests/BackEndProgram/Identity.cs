namespace BackEndProgram;

/// <summary>Who this process is, and how often it changed something.</summary>
/// <param name="name">Its name.</param>
internal sealed class Identity(string name)
{
    private int _changes;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>How often it changed something.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Counts a change.</summary>
    public void Changed() => Interlocked.Increment(ref _changes);
}
