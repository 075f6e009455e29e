namespace WsAspire.Branching;

/// <summary>Names under which a request carries its branch, and an answer those who served it.</summary>
public static class BranchHeaders
{
    /// <summary>The header of a request.</summary>
    public const string Branch = "branch";

    /// <summary>The header of the Go original, read after <see cref="Branch"/>.</summary>
    public const string TraceBranch = "trace-branch";

    /// <summary>The header of W3C Baggage; its member <see cref="Member"/> is the branch.</summary>
    public const string Baggage = "baggage";

    /// <summary>The name of the branch in baggage, in a query and among cookies.</summary>
    public const string Member = "branch";

    /// <summary>The header of a request in which a proxy names what it sent it to: <c>service/branch</c> where it knows that branch, whoever serves it. A service that serves for another learns by it why.</summary>
    public const string Cluster = "x-branch-cluster";

    /// <summary>The header, and over gRPC the trailer, of an answer; see <see cref="BranchServed"/>.</summary>
    public const string Served = "branch-served";
}
