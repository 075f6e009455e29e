using Microsoft.Extensions.Logging;

namespace Aspire.Dashboard;

/// <summary>Where the dashboard is reached, and by whom. All listeners are at loopback addresses, whatever host the URLs name.</summary>
public sealed record DashboardOptions
{
    /// <summary>The address of the pages; only its port matters. A port that is 0 or taken becomes a free one.</summary>
    public required Uri Page { get; init; }

    /// <summary>Where telemetry comes by OTLP over gRPC; as above.</summary>
    public required Uri OtlpGrpc { get; init; }

    /// <summary>Where telemetry comes by OTLP over HTTP; null (the default) for nowhere.</summary>
    public Uri? OtlpHttp { get; init; }

    /// <summary>What a browser has to know; null (the default) for a random one.</summary>
    public string? BrowserToken { get; init; }

    /// <summary>What who sends telemetry has to know, in the header <c>x-otlp-api-key</c>; null (the default) for a random one.</summary>
    public string? OtlpApiKey { get; init; }

    /// <summary>What the pages call the application.</summary>
    public string ApplicationName { get; init; } = "Aspire";

    /// <summary>Where faults of the dashboard itself are told; null (the default) for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
