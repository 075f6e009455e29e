using Envoy.Config.Endpoint.V3;
using Google.Protobuf.Reflection;

namespace WsAspire.Branching.Xds;

/// <summary>The types of resources that are served.</summary>
public static class TypeUrls
{
    /// <summary>Clusters (CDS).</summary>
    public static readonly string Cluster = Of(Envoy.Config.Cluster.V3.Cluster.Descriptor);

    /// <summary>Endpoints of clusters (EDS).</summary>
    public static readonly string Endpoints = Of(ClusterLoadAssignment.Descriptor);

    /// <summary>The address of a type, as it stands in <c>google.protobuf.Any</c>.</summary>
    public static string Of(MessageDescriptor type) => "type.googleapis.com/" + type.FullName;
}
