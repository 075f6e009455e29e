using WsAspire.Hosting.Containers;

namespace WsAspire.AppHost;

/// <summary>Elasticsearch, Kibana and an APM server, for who wants to see the system there. They keep nothing, and none but this machine is let in.</summary>
/// <param name="Server">Where services send to; null where nobody asked for it.</param>
/// <param name="Token">What they show there.</param>
internal sealed record ElasticStack(EndpointReference? Server, IResourceBuilder<ParameterResource>? Token)
{
    private const string ConfigurationKey = "apm";
    private const string Registry = "docker.elastic.co";

    // The same for all three: each may not be newer than Elasticsearch.
    private const string Version = "9.1.5";

    /// <summary>Adds the containers where <c>--apm true</c> asks for them; published too, else the manifest has nothing of it.</summary>
    /// <exception cref="DistributedApplicationException">The value is neither true nor false, or containers do not run here.</exception>
    public static ElasticStack Add(IDistributedApplicationBuilder builder)
    {
        if (!IsAsked(builder))
        {
            return new ElasticStack(null, null);
        }

        var token = builder.ExecutionContext.IsPublishMode
            ? builder.AddParameter(ResourceNames.ApmToken, secret: true)
            : builder.AddParameter(ResourceNames.ApmToken, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true);
        var elasticsearch = builder.AddContainer(ResourceNames.Elasticsearch, "elasticsearch/elasticsearch", Version)
            .WithImageRegistry(Registry)
            .WithHttpEndpoint(targetPort: 9200, name: "http")
            .WithEnvironment("discovery.type", "single-node")
            .WithEnvironment("xpack.security.enabled", "false")
            // A laptop's disk is often fuller than a cluster's should be.
            .WithEnvironment("cluster.routing.allocation.disk.threshold_enabled", "false")
            .WithEnvironment("ES_JAVA_OPTS", "-Xms1g -Xmx1g")
            .WithHttpHealthCheck("/_cluster/health?wait_for_status=yellow&timeout=1s", endpointName: "http");
        var address = AddressOf(elasticsearch);
        builder.AddContainer(ResourceNames.Kibana, "kibana/kibana", Version)
            .WithImageRegistry(Registry)
            .WithHttpEndpoint(targetPort: 5601, name: "http")
            .WithEnvironment("ELASTICSEARCH_HOSTS", address)
            .WithEnvironment("TELEMETRY_OPTIN", "false")
            .WithHttpHealthCheck("/api/status", endpointName: "http")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Kibana")
            .WaitFor(elasticsearch);
        var server = builder.AddContainer(ResourceNames.ApmServer, "apm/apm-server", Version)
            .WithImageRegistry(Registry)
            .WithHttpEndpoint(targetPort: 8200, name: "http")
            .WithEnvironment("ELASTICSEARCH_URL", address)
            .WithEnvironment("APM_TOKEN", token)
            .WithArgs("-e", "-E", "apm-server.host=0.0.0.0:8200")
            .WithArgs("-E", $"output.elasticsearch.hosts={Variable(builder, "ELASTICSEARCH_URL")}", "-E", $"apm-server.auth.secret_token={Variable(builder, "APM_TOKEN")}")
            .WithHttpHealthCheck("/", endpointName: "http")
            .WaitFor(elasticsearch);
        return new ElasticStack(server.GetEndpoint("http"), token);
    }

    private static bool IsAsked(IDistributedApplicationBuilder builder)
    {
        var text = builder.Configuration[ConfigurationKey];
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (!bool.TryParse(text, out var isAsked))
        {
            throw new DistributedApplicationException($"{ConfigurationKey}: expected true or false, got '{text}'.");
        }

        if (isAsked && builder.ExecutionContext.IsRunMode && !ContainerRuntime.IsUsed(builder.Configuration))
        {
            throw new DistributedApplicationException(
                $"{ConfigurationKey}: expected docker or podman, in which Elasticsearch, Kibana and an APM server run; there is none here, or --{ContainerRuntime.ConfigurationKey} says false. "
                + $"With an APM server elsewhere, leave --{ConfigurationKey} out and set ELASTIC_APM_SERVER_URL, and ELASTIC_APM_SECRET_TOKEN where it wants one: the services inherit them.");
        }

        return isAsked;
    }

    private static ReferenceExpression AddressOf(IResourceBuilder<ContainerResource> container) =>
        ReferenceExpression.Create($"http://{container.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}");

    // An argument is seen by everybody, so it names a variable: the server itself puts in ${...}, which a manifest would take for an expression; in a pod Kubernetes puts in $(...).
    private static string Variable(IDistributedApplicationBuilder builder, string name) => builder.ExecutionContext.IsPublishMode ? $"$({name})" : $"${{{name}}}";
}
