namespace WsAspire.AppHost;

/// <summary>The control plane of the branches: services register there, proxies ask there.</summary>
/// <param name="Program">The control plane.</param>
/// <param name="Token">What both have to show.</param>
/// <param name="IsAskedByContainers">Whether the proxy is a container, which has to reach it and all that register.</param>
internal sealed record BranchControl(IResourceBuilder<ProjectResource> Program, IResourceBuilder<ParameterResource> Token, bool IsAskedByContainers)
{
    /// <summary>Its address.</summary>
    public EndpointReference Endpoint => Program.GetEndpoint("http");

    /// <summary>Adds the control plane. Its token is made at each start; published, whoever deploys gives it.</summary>
    public static BranchControl Add(IDistributedApplicationBuilder builder)
    {
        var token = builder.ExecutionContext.IsPublishMode
            ? builder.AddParameter(ResourceNames.BranchesToken, secret: true)
            : builder.AddParameter(ResourceNames.BranchesToken, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true);
        var branches = builder.AddProject<Projects.WsBranches>(ResourceNames.WsBranches)
            .WithEndpoint("http", endpoint => endpoint.Port = null)
            .WithEnvironment("Branching__Token", token)
            .WithHttpHealthCheck("/ready", endpointName: "http")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Console");
        var isAskedByContainers = ProxyChoice.Of(builder) == ProxyKind.Container;
        if (isAskedByContainers)
        {
            branches.ReachableFromContainers();
        }

        return new BranchControl(branches, token, isAskedByContainers);
    }

    /// <summary>Lets its console send requests to a service.</summary>
    /// <param name="service">The name of the service.</param>
    /// <param name="door">Where callers reach it.</param>
    public void Shows(string service, EndpointReference door) =>
        Program.WithEnvironment($"Branches__Doors__{service}", ReferenceExpression.Create($"http://{door.Property(EndpointProperty.HostAndPort)}"));
}
