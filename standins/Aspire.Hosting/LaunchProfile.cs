namespace Aspire.Hosting;

/// <summary>A way to start a project.</summary>
public sealed class LaunchProfile
{
    /// <summary>What is started; <c>Project</c> for the project itself.</summary>
    public string? CommandName { get; set; }

    /// <summary>The arguments, as one line.</summary>
    public string? CommandLineArgs { get; set; }

    /// <summary>Whether dotnet run says what it does.</summary>
    public bool? DotnetRunMessages { get; set; }

    /// <summary>Whether a browser is opened.</summary>
    public bool? LaunchBrowser { get; set; }

    /// <summary>What the browser shows.</summary>
    public string? LaunchUrl { get; set; }

    /// <summary>Where it listens; several are separated by semicolons.</summary>
    public string? ApplicationUrl { get; set; }

    /// <summary>The variables.</summary>
    public Dictionary<string, string> EnvironmentVariables { get; set; } = [];
}
