using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project that the AppHost refers to.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    /// <summary>Adds a project; its path is relative to the AppHost's folder.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath) =>
        builder.AddProject(name, projectPath, _ => { });

    /// <summary>Adds a project that the AppHost refers to, with a launch profile; null for none.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, options => Use(options, launchProfileName));

    /// <summary>Adds a project with a launch profile; null for none.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath, string? launchProfileName) =>
        builder.AddProject(name, projectPath, options => Use(options, launchProfileName));

    /// <summary>Adds a project that the AppHost refers to.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new() => Add(builder, name, new TProject(), configure);

    /// <summary>Adds a project.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath, Action<ProjectResourceOptions> configure) =>
        Add(builder, name, new ProjectMetadata(Path.GetFullPath(projectPath, builder.AppHostDirectory)), configure);

    /// <summary>Runs several of it behind its ports. They are not in the manifest.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) =>
        builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);

    private static void Use(ProjectResourceOptions options, string? launchProfileName) =>
        (options.ExcludeLaunchProfile, options.LaunchProfileName) = (launchProfileName is null, launchProfileName);

    private static IResourceBuilder<ProjectResource> Add(
        IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata, Action<ProjectResourceOptions> configure)
    {
        ProjectResourceOptions options = new();
        configure(options);
        if (!options.ExcludeKestrelEndpoints && HasKestrelEndpoints(metadata))
        {
            throw new DistributedApplicationException(
                $"'{metadata.ProjectPath}' has Kestrel:Endpoints in its appsettings.json, which the stand-ins do not read: use a launch profile, WithHttpEndpoint.");
        }

        var profile = options.ExcludeLaunchProfile ? null : LaunchProfileAnnotation.Find(metadata, options.LaunchProfileName, builder.Configuration);
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata).WithEnvironment(ProjectEnvironment.AddTelemetry);
        if (profile is not null)
        {
            project.WithAnnotation(profile);
        }

        var urls = profile?.Profile.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (builder.ExecutionContext.IsPublishMode && urls.Length > 0)
        {
            project.WithHttpEndpoint().WithHttpsEndpoint();
        }
        else
        {
            foreach (var address in urls.Select(BindingAddress.Parse).DistinctBy(a => a.Scheme))
            {
                var host = address.Host is "*" or "+" ? "0.0.0.0" : address.Host;
                project.WithEndpoint(address.Scheme, e => (e.UriScheme, e.Port, e.TargetHost) = (address.Scheme, address.Port, host));
            }
        }

        return project.WithEnvironment(ProjectEnvironment.AddUrls);
    }

    private static bool HasKestrelEndpoints(IProjectMetadata metadata) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(Path.GetDirectoryName(metadata.ProjectPath)!, "appsettings.json"), optional: true).Build()
        .GetSection("Kestrel:Endpoints").GetChildren().Any();

    private sealed class ProjectMetadata(string projectPath) : IProjectMetadata
    {
        public string ProjectPath => projectPath;
    }
}
