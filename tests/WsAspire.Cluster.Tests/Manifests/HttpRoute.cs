using k8s.Models;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Gateway API's HTTPRoute, with those of its fields that are in use here: KubernetesClient has no type of it.</summary>
internal sealed class HttpRoute
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public V1ObjectMeta? Metadata { get; set; }

    public RouteSpec? Spec { get; set; }

    internal sealed class RouteSpec
    {
        public List<Reference>? ParentRefs { get; set; }

        public List<string>? Hostnames { get; set; }

        public List<Rule>? Rules { get; set; }
    }

    internal sealed class Reference
    {
        public string? Name { get; set; }

        public string? Namespace { get; set; }

        public string? SectionName { get; set; }

        public int? Port { get; set; }
    }

    internal sealed class Rule
    {
        public List<Match>? Matches { get; set; }

        public List<Reference>? BackendRefs { get; set; }

        public Times? Timeouts { get; set; }
    }

    internal sealed class Match
    {
        public Condition? Path { get; set; }
    }

    internal sealed class Condition
    {
        public string? Type { get; set; }

        public string? Value { get; set; }
    }

    internal sealed class Times
    {
        public string? Request { get; set; }
    }
}
