using System.Text.Json;

namespace Aspire.Hosting.Publishing;

// Publishes instead of running, then ends the application.
internal sealed class ManifestPublisher(
    IServiceProvider services, IConfiguration configuration, DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing, IHostApplicationLifetime lifetime, ILogger<ManifestPublisher> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var (publisher, step) = (configuration["Publishing:Publisher"], configuration["Pipeline:Step"]);
        if (publisher is not (null or "manifest"))
        {
            throw new DistributedApplicationException($"The publisher '{publisher}' needs Aspire's own packages: the stand-ins only write the manifest (--publisher manifest).");
        }

        // Without a compute environment the step 'publish' has nothing to write, as in Aspire.
        if (publisher is not null || step == "publish-manifest")
        {
            await WriteAsync(cancellationToken);
        }

        lifetime.StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var path = configuration["Publishing:OutputPath"] ?? throw new DistributedApplicationException(
            "The '--output-path [path]' option was not specified even though manifest publishing was requested.");
        path = Path.GetFullPath(path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? path : Path.Combine(path, "aspire-manifest.json"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await eventing.PublishAsync(new BeforePublishEvent(services, model), cancellationToken);
        await using (var stream = File.Create(path))
        {
            await using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true });
            await new ManifestPublishingContext(executionContext, path, writer, cancellationToken).WriteModelAsync(model);
        }

        await eventing.PublishAsync(new AfterPublishEvent(services, model), cancellationToken);
        Log.Published(logger, path);
    }
}
