namespace WsAspire.Branching;

/// <summary>Why a service did not serve the branch that was asked for.</summary>
public enum ServedReason
{
    /// <summary>It did, or none was asked for.</summary>
    None,

    /// <summary>The branch has no instance of the service (<c>no-instance</c>).</summary>
    NoInstance,

    /// <summary>The branch has instances of the service, or had some until a moment ago, and none of them takes requests (<c>unhealthy</c>).</summary>
    Unhealthy,

    /// <summary>What was asked for is no name of a branch (<c>invalid</c>).</summary>
    Invalid,
}
