using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>Gives each endpoint of the model its port, and opens the proxies.</summary>
internal sealed class EndpointAllocator(DistributedApplicationModel model, RunOptions options) : IAsyncDisposable
{
    private readonly PortAllocator _ports = new();
    private readonly List<ReplicaProxy> _proxies = [];

    /// <summary>Looks for fixed ports that cannot be had, before anything is started.</summary>
    /// <exception cref="PortTakenException">Somebody holds one, or two endpoints want the same; the text names them all.</exception>
    /// <exception cref="DistributedApplicationException">An endpoint is not possible as it is declared.</exception>
    public void CheckFixedPorts()
    {
        var wanted = model.Resources.Where(ProcessResources.RunsAsProcess).SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()
            .SelectMany(endpoint => new[] { FixedPort(resource, endpoint), endpoint.IsProxied ? endpoint.TargetPort : null }
                .Select(port => (Resource: resource, Endpoint: endpoint, Port: port)))).Where(want => want.Port is not null).ToList();
        wanted.ForEach(want => _ports.Reserve(want.Port!.Value));
        List<string> taken =
        [
            .. wanted.Where(want => !HostAddresses.IsFree(want.Endpoint.TargetHost, want.Port!.Value)).Select(want =>
                $"Port {want.Port} ({want.Resource.Name}, endpoint {want.Endpoint.Name}) is held by {ProcFiles.OwnerOf(want.Port!.Value) ?? "another process"}."),
            .. wanted.GroupBy(want => want.Port).Where(group => group.Count() > 1).Select(group =>
                $"Port {group.Key} is wanted by {string.Join(" and by ", group.Select(want => $"{want.Resource.Name} (endpoint {want.Endpoint.Name})"))}."),
        ];
        if (taken.Count > 0)
        {
            taken.Add("Nothing was started. Stop that process, or choose other ports: ./run --ports … (see ./run --help).");
            throw new PortTakenException(string.Join('\n', taken));
        }
    }

    /// <summary>Allocates the endpoints of a resource and opens the proxies of those that have one.</summary>
    /// <returns>Per replica, what it has to serve.</returns>
    /// <exception cref="PortTakenException">Somebody took a port since the check.</exception>
    public IReadOnlyList<IReadOnlyList<ReplicaEndpoint>> Allocate(IResource resource, int replicas)
    {
        var perReplica = Enumerable.Range(0, replicas).Select(_ => new List<ReplicaEndpoint>()).ToList();
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var port = FixedPort(resource, endpoint) ?? _ports.Next();
            var proxy = endpoint.IsProxied && ProcessResources.RunsAsProcess(resource) ? Open(resource, endpoint, port) : null;
            perReplica.ForEach(replica => replica.Add(new ReplicaEndpoint(
                endpoint.Name, proxy is null ? port : endpoint.TargetPort ?? _ports.Next(), proxy)));
            var host = endpoint.TargetHost is "*" or "+" or "0.0.0.0" ? "localhost" : endpoint.TargetHost;
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, host, port, ProjectEnvironment.PortOf(endpoint.Name));
        }

        return perReplica;
    }

    /// <summary>Closes the proxies.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }
    }

    private ReplicaProxy Open(IResource resource, EndpointAnnotation endpoint, int port)
    {
        try
        {
            _proxies.Add(ReplicaProxy.Listen(endpoint.TargetHost, port));
            return _proxies[^1];
        }
        catch (SocketException exception)
        {
            throw new PortTakenException($"Port {port} ({resource.Name}, endpoint {endpoint.Name}) cannot be listened on: {exception.Message}.");
        }
    }

    private int? FixedPort(IResource resource, EndpointAnnotation endpoint)
    {
        var name = $"endpoint '{endpoint.Name}' of resource '{resource.Name}'";
        if (!endpoint.IsProxied)
        {
            return resource.GetReplicaCount() > 1
                ? throw new DistributedApplicationException(
                    $"Resource '{resource.Name}' uses multiple replicas and a proxy-less endpoint '{endpoint.Name}'. These features do not work together.")
                : endpoint.Port ?? throw new DistributedApplicationException($"The {name} has no proxy and needs a port.");
        }

        return endpoint.Port is not null && endpoint.Port == endpoint.TargetPort && ProcessResources.RunsAsProcess(resource)
            ? throw new DistributedApplicationException($"The {name} has the same port and targetPort; with a proxy in between they have to differ.")
            : options.RandomizePorts ? null : endpoint.Port;
    }
}
