namespace WsBranches.Apis.Models;

/// <summary>Where callers reach a service.</summary>
/// <param name="Service">Its resource name.</param>
/// <param name="Address">The address of the proxy before it, or its own.</param>
internal sealed record DoorModel(string Service, Uri Address);
