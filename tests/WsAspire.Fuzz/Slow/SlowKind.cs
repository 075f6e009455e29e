namespace WsAspire.Fuzz.Slow;

/// <summary>How an attacker holds a connection.</summary>
internal enum SlowKind
{
    /// <summary>Connects and says nothing.</summary>
    Silent,

    /// <summary>A part of HTTP/2's preface, and then nothing.</summary>
    HalfPreface,

    /// <summary>A header line each second, without an end.</summary>
    Headers,

    /// <summary>A body of which one byte comes each second.</summary>
    Body,

    /// <summary>Asks for megabytes and reads one kilobyte each second.</summary>
    Reading,

    /// <summary>One request, and then a kept connection that asks nothing.</summary>
    Idle,
}
