using WsBranches.Registry;

namespace WsBranches.Apis.Models;

/// <summary>An instance of a service for a branch.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Address">Address and port.</param>
/// <param name="State"><c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Reason">Why it is not ready; null where it is, or does not say.</param>
/// <param name="Debugging">Whether somebody debugs it.</param>
/// <param name="Pinned">Whether it is a pinned address.</param>
/// <param name="Version">The version of the program; null where it does not say.</param>
/// <param name="Commit">The commit that it was built from; null where it does not say.</param>
/// <param name="StartedAt">When the process started; null where it does not say.</param>
/// <param name="Since">Since when it is in the branch.</param>
/// <param name="ExpiresAt">When the pin ends; null where there is no end.</param>
/// <param name="SilentMs">How long ago it was heard, in milliseconds; null for a pin.</param>
internal sealed record InstanceModel(
    string Id,
    string Address,
    string State,
    string? Reason,
    bool Debugging,
    bool Pinned,
    string? Version,
    string? Commit,
    DateTimeOffset? StartedAt,
    DateTimeOffset Since,
    DateTimeOffset? ExpiresAt,
    long? SilentMs)
{
    /// <summary>Shows an instance.</summary>
    public static InstanceModel Of((RegisteredInstance Instance, TimeSpan Silence) entry) => new(
        entry.Instance.Id,
        entry.Instance.Place,
        entry.Instance.IsReady ? "ready" : "not-ready",
        OrNull(entry.Instance.Reason),
        entry.Instance.IsDebugging,
        entry.Instance.IsPinned,
        OrNull(entry.Instance.Version),
        OrNull(entry.Instance.Commit),
        entry.Instance.StartedAt,
        entry.Instance.Since,
        entry.Instance.ExpiresAt,
        entry.Instance.IsPinned ? null : (long)entry.Silence.TotalMilliseconds);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
