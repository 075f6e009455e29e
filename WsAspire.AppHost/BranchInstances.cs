using WsAspire.Hosting.Branches;
using WsAspire.Hosting.State;

namespace WsAspire.AppHost;

/// <summary>The services of branches that were asked for at the start: each runs beside the default branch, with what that has.</summary>
/// <param name="builder">The application.</param>
/// <param name="instances">What is asked for.</param>
internal sealed class BranchInstances(IDistributedApplicationBuilder builder, IReadOnlyList<BranchInstance> instances)
{
    private const string DefaultBranch = "test";

    private string Root => Path.GetFullPath("..", builder.AppHostDirectory);

    /// <summary>Reads what is asked for; in publish mode there is nothing.</summary>
    public static BranchInstances Of(IDistributedApplicationBuilder builder) => new(
        builder,
        builder.ExecutionContext.IsPublishMode ? [] : BranchInstance.Parse(builder.Configuration[BranchInstance.ConfigurationKey], DefaultBranch, ResourceNames.WsOrder, ResourceNames.WsBff));

    /// <summary>Adds the instances of a service.</summary>
    /// <typeparam name="TProject">The service's project; an instance of another worktree runs the same project from there.</typeparam>
    /// <param name="service">The service.</param>
    /// <param name="configure">What the default branch's instances get too.</param>
    public void Run<TProject>(string service, Func<IResourceBuilder<ProjectResource>, IResourceBuilder<ProjectResource>> configure)
        where TProject : IProjectMetadata, new()
    {
        foreach (var instance in instances.Where(instance => instance.Service == service))
        {
            configure(Add<TProject>(instance)).WithEndpoint("http", endpoint => endpoint.Port = null).WithEnvironment("Branching__Branch", instance.Branch);
        }
    }

    /// <summary>Lets <c>./run branch add</c> start services of branches while the system runs; published, nothing is offered.</summary>
    /// <param name="state">Where their logs are kept.</param>
    /// <param name="branches">The control plane.</param>
    /// <param name="services">The services that a branch may have, each with its door.</param>
    public void OfferCommands(StateFolder state, BranchControl branches, params IEnumerable<(IResourceBuilder<ProjectResource> Service, EndpointReference Door)> services)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            var commands = BranchCommands.Offer(builder, new BranchCommandSettings(Root, state, branches.Endpoint, DefaultBranch, instances));
            foreach (var (service, door) in services)
            {
                commands.For(service, door);
            }
        }
    }

    private IResourceBuilder<ProjectResource> Add<TProject>(BranchInstance instance)
        where TProject : IProjectMetadata, new()
    {
        if (instance.Worktree is null)
        {
            return builder.AddProject<TProject>(instance.ResourceName);
        }

        return builder.AddProject(instance.ResourceName, Path.Combine(instance.Worktree, Path.GetRelativePath(Root, new TProject().ProjectPath)));
    }
}
