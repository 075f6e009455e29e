namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image is built from a Dockerfile.</summary>
public class DockerfileBuildAnnotation(string contextPath, string dockerfilePath, string? stage) : IResourceAnnotation
{
    /// <summary>The folder that the build sees.</summary>
    public string ContextPath { get; } = contextPath;

    /// <summary>The Dockerfile.</summary>
    public string DockerfilePath { get; } = dockerfilePath;

    /// <summary>The stage; null for the last.</summary>
    public string? Stage { get; } = stage;
}
