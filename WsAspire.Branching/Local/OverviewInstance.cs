namespace WsAspire.Branching.Local;

/// <summary>An instance of a branch.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Address">IP address and port.</param>
/// <param name="State"><c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Reason">Why it is not ready; null where it is, or does not say.</param>
/// <param name="Debugging">Whether somebody debugs it.</param>
/// <param name="Commit">The commit that it was built from; null where it does not say.</param>
/// <param name="Since">Since when it is in the branch.</param>
public sealed record OverviewInstance(string Id, string Address, string State, string? Reason, bool Debugging, string? Commit, DateTimeOffset Since)
{
    /// <summary>The port at which it serves.</summary>
    public int Port => int.Parse(Address.AsSpan(Address.LastIndexOf(':') + 1), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether it takes requests.</summary>
    public bool IsReady => State == "ready";
}
