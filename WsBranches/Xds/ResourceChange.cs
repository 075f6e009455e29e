using WsAspire.Branching.Xds;

namespace WsBranches.Xds;

/// <summary>The last change of a resource.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Resource">The resource; null where it was removed.</param>
/// <param name="Position">The place of the change among all.</param>
/// <param name="ChangedAt">The timestamp of what brought it about.</param>
internal sealed record ResourceChange(string Name, XdsResource? Resource, long Position, long ChangedAt);
