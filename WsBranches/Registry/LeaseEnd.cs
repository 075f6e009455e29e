namespace WsBranches.Registry;

/// <summary>Why an instance is taken out.</summary>
internal enum LeaseEnd
{
    /// <summary>Its stream was closed: it ended, or lost its connection.</summary>
    Closed,

    /// <summary>It was silent for too long.</summary>
    Silent,

    /// <summary>The same instance registered by another stream.</summary>
    Replaced,

    /// <summary>What it told was refused.</summary>
    Refused,

    /// <summary>The pin was removed.</summary>
    Unpinned,

    /// <summary>The pin's time is over.</summary>
    Expired,
}
