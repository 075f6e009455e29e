namespace Aspire.Hosting;

// How Aspire.Hosting.Testing takes part when it runs an AppHost's entry point: it sets Current in the flow that calls the entry point.
internal abstract class AppHostEntryPoint
{
    private static readonly AsyncLocal<AppHostEntryPoint?> s_current = new();

    internal static AppHostEntryPoint? Current { get => s_current.Value; set => s_current.Value = value; }

    internal virtual void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) { }

    internal virtual void Constructed(IDistributedApplicationBuilder builder) { }

    internal virtual void Building(IDistributedApplicationBuilder builder) { }

    internal virtual void Built(DistributedApplication app) { }
}
