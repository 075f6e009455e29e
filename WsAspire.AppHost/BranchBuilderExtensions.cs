namespace WsAspire.AppHost;

/// <summary>Lets services take part in branches.</summary>
internal static class BranchBuilderExtensions
{
    /// <summary>Registers each instance of a service, for the default branch where no other is set. Nobody waits for the control plane.</summary>
    public static IResourceBuilder<ProjectResource> RegistersAt(this IResourceBuilder<ProjectResource> service, BranchControl branches)
    {
        service.WithEnvironment("Branching__ControlPlanes", branches.Endpoint).WithEnvironment("Branching__Token", branches.Token);
        return branches.IsAskedByContainers ? service.ReachableFromContainers() : service;
    }

    /// <summary>Lets a service find another by its name, at its door: a reference to the service alone would go around the proxy.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="service">The name that the code uses, such as ws-order.</param>
    /// <param name="door">The service's own endpoint, or that of the proxy before it.</param>
    /// <remarks>Host and port, and not the endpoint's own text: deployment tools write that without a scheme where the endpoint is not called http.</remarks>
    public static IResourceBuilder<ProjectResource> Calls(this IResourceBuilder<ProjectResource> caller, string service, EndpointReference door) =>
        caller.WithEnvironment($"services__{service}__http__0", ReferenceExpression.Create($"http://{door.Property(EndpointProperty.HostAndPort)}"));
}
