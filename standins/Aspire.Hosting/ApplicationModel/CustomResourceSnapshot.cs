using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>The kind of resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>What is shown of it.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When it was created.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it started.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it stopped.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>The state, one of <see cref="KnownResourceStates"/>.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>The exit code, once it has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The worst of the health reports; healthy when it runs without any, null when it does not run.</summary>
    public HealthStatus? HealthStatus => State?.Text != KnownResourceStates.Running ? null
        : HealthReports.Select(r => r.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy)
            .DefaultIfEmpty(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy).Min();

    /// <summary>What its health checks say.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>The variables.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>The addresses.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    // The handlers of ResourceReadyEvent: who waits for the resource waits for them too.
    internal Task? Ready { get; init; }
}
