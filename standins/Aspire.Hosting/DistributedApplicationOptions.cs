namespace Aspire.Hosting;

/// <summary>How an application is built.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The registry that images are taken from instead of their own.</summary>
    public string? ContainerRegistryOverride { get; set; }

    /// <summary>Whether the output of resources is logged too.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>The command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly; null for the program's.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Whether the dashboard stays away.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>The AppHost's folder; null for the one that its assembly names.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>The name that the dashboard shows.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>Whether the dashboard may be without TLS.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>Whether resources trust the developer certificate.</summary>
    public bool? TrustDeveloperCertificate { get; set; }

    /// <summary>Whether resources serve https with the developer certificate.</summary>
    public bool? DeveloperCertificateDefaultHttpsTerminationEnabled { get; set; }
}
