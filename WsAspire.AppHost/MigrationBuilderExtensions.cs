namespace WsAspire.AppHost;

/// <summary>Runs the migrations of a service before it starts.</summary>
internal static class MigrationBuilderExtensions
{
    /// <summary>Runs the service's own program with the argument <c>migrate</c> first. In a cluster an init step of the same image does it, so the
    /// step is in run mode only.</summary>
    /// <typeparam name="TProject">The service's project.</typeparam>
    public static IResourceBuilder<ProjectResource> WaitForMigration<TProject>(
        this IResourceBuilder<ProjectResource> service,
        IResourceBuilder<IResourceWithConnectionString> database)
        where TProject : IProjectMetadata, new()
    {
        if (service.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return service;
        }

        var migrate = service.ApplicationBuilder.AddProject<TProject>($"{service.Resource.Name}-migrate", launchProfileName: null)
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString)
            .WithReference(database)
            .WaitFor(database)
            .WithArgs("migrate")
            .ExcludeFromManifest();
        return service.WaitForCompletion(migrate);
    }
}
