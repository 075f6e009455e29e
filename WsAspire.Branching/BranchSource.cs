namespace WsAspire.Branching;

/// <summary>Where a request says its branch; in the order in which they are asked.</summary>
public enum BranchSource
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>The header <c>branch</c>.</summary>
    Header,

    /// <summary>The header <c>trace-branch</c> of the Go original.</summary>
    TraceHeader,

    /// <summary>The member <c>branch</c> of the header <c>baggage</c>.</summary>
    Baggage,

    /// <summary>The parameter <c>branch</c> of the query.</summary>
    Query,

    /// <summary>The cookie <c>branch</c>.</summary>
    Cookie,
}
