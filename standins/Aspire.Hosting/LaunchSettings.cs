namespace Aspire.Hosting;

/// <summary>A project's launchSettings.json.</summary>
public sealed class LaunchSettings
{
    /// <summary>The profiles by name.</summary>
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];
}
