namespace WsAspire.AppHost;

/// <summary>Lets services be seen in Kibana.</summary>
internal static class ElasticBuilderExtensions
{
    /// <summary>Sends a service's traces, metrics and errors to the APM server, where there is one. Nobody waits for it.</summary>
    public static IResourceBuilder<ProjectResource> SendsTo(this IResourceBuilder<ProjectResource> service, ElasticStack elastic) => elastic is { Server: { } server, Token: { } token }
        ? service
            .WithEnvironment("ELASTIC_APM_SERVER_URL", ReferenceExpression.Create($"http://{server.Property(EndpointProperty.HostAndPort)}"))
            .WithEnvironment("ELASTIC_APM_SECRET_TOKEN", token)
        : service;
}
