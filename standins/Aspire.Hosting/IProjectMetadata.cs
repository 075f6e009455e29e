namespace Aspire.Hosting;

/// <summary>Where a project is. The SDK writes such a class for each project that the AppHost refers to.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The project file, absolute.</summary>
    string ProjectPath { get; }

    /// <summary>The launch settings; null to read the project's own.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>Whether it is not built before it starts.</summary>
    bool SuppressBuild => false;

    /// <summary>Whether it is a single C# file.</summary>
    bool IsFileBasedApp => false;
}
