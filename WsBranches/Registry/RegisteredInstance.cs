using System.Net;
using WsAspire.Branching.Routing;

namespace WsBranches.Registry;

/// <summary>An instance as it was told last.</summary>
/// <param name="Service">The resource name of the service.</param>
/// <param name="Branch">The branch that it serves.</param>
/// <param name="Id">Identifies it among those of the service.</param>
/// <param name="Address">Where it serves.</param>
/// <param name="Port">The port at which it serves.</param>
internal sealed record RegisteredInstance(string Service, string Branch, string Id, IPAddress Address, int Port)
{
    /// <summary>The version of the program; empty where it is not told.</summary>
    public string Version { get; init; } = "";

    /// <summary>The commit that it was built from; empty where it is not told.</summary>
    public string Commit { get; init; } = "";

    /// <summary>Whether it takes requests.</summary>
    public bool IsReady { get; init; }

    /// <summary>Why it does not; empty where it is not told.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether somebody debugs it.</summary>
    public bool IsDebugging { get; init; }

    /// <summary>Whether it is an address that was pinned, not a process that registered.</summary>
    public bool IsPinned { get; init; }

    /// <summary>When the process started; null where it is not told.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the pin ends; null where it has no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Since when it is in its branch.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Address and port, as they are shown.</summary>
    public string Place => new IPEndPoint(Address, Port).ToString();

    /// <summary>What proxies see of it.</summary>
    public BranchInstance ToBranchInstance() => new(Address, Port, IsDebugging);

    /// <summary>Whether proxies see the same of both.</summary>
    public bool IsSameForProxies(RegisteredInstance other) =>
        IsReady == other.IsReady && (!IsReady || ToBranchInstance() == other.ToBranchInstance());
}
