namespace Aspire.Hosting.Publishing;

// Which ports the manifest names. A project's first http and https endpoints get theirs from the deployment tool.
internal sealed class PublishedPorts
{
    private readonly HashSet<int> _used = [];
    private int _next = 8000;

    internal IEnumerable<(EndpointAnnotation Endpoint, int? Port, int? TargetPort)> Resolve(IResource resource, IEnumerable<EndpointAnnotation> endpoints)
    {
        HashSet<string> seen = [];
        foreach (var endpoint in endpoints)
        {
            var isDefault = resource is ProjectResource && endpoint.UriScheme is "http" or "https" && seen.Add(endpoint.UriScheme);
            var target = endpoint.TargetPort ?? (resource is ContainerResource ? endpoint.Port : null) ?? (isDefault ? null : Allocate());
            var port = endpoint.Port == target ? null : endpoint.Port;
            _used.UnionWith(new[] { target, port }.OfType<int>());
            yield return (endpoint, port, target);
        }
    }

    private int Allocate()
    {
        while (_used.Contains(_next))
        {
            _next++;
        }

        return _next++;
    }
}
