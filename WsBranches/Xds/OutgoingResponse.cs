using Envoy.Service.Discovery.V3;

namespace WsBranches.Xds;

/// <summary>A response that is on its way to a proxy.</summary>
/// <param name="Message">The response.</param>
/// <param name="OldestChange">The timestamp of the oldest change that it tells; null where all of it is older than the stream.</param>
internal readonly record struct OutgoingResponse(DeltaDiscoveryResponse Message, long? OldestChange);
