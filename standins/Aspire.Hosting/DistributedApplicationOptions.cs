namespace Aspire.Hosting;

/// <summary>How an application is built.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly; null for the program's.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Whether the dashboard stays away.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>The AppHost's folder; null for the one that its assembly names.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>Whether the dashboard may be without TLS.</summary>
    public bool AllowUnsecuredTransport { get; set; }
}
