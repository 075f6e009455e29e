namespace Aspire.Hosting;

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile; null for the default one.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Whether no launch profile is used.</summary>
    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>Whether the endpoints of Kestrel's configuration are not used.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}
