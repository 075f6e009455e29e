namespace WsBranches.Apis.Models;

/// <summary>A proxy that is connected.</summary>
/// <param name="Id">The id of its node.</param>
/// <param name="Cluster">The group of its node.</param>
/// <param name="Program">Its program and version.</param>
/// <param name="Host">The name by which it reaches this host; null where it shares the network of the instances.</param>
/// <param name="Address">Where it connects from.</param>
/// <param name="ConnectedAt">Since when.</param>
/// <param name="Clusters">How it stands with clusters.</param>
/// <param name="Endpoints">How it stands with endpoints.</param>
internal sealed record ProxyModel(
    string Id, string Cluster, string Program, string? Host, string Address, DateTimeOffset ConnectedAt, ProxyTypeModel Clusters, ProxyTypeModel Endpoints);
