namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application: a project, a container, an executable, a parameter.</summary>
public interface IResource
{
    /// <summary>The name, unique in the model.</summary>
    string Name { get; }

    /// <summary>What is known of the resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
