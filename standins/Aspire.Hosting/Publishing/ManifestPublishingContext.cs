using System.Text.Json;

namespace Aspire.Hosting.Publishing;

/// <summary>The manifest while it is written.</summary>
public sealed class ManifestPublishingContext(
    DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
{
    /// <summary>What is being done: publish.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>The manifest's file.</summary>
    public string ManifestPath { get; } = manifestPath;

    /// <summary>Writes the manifest.</summary>
    public Utf8JsonWriter Writer { get; } = writer;

    /// <summary>Cancels the writing.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
