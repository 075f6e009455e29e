namespace Aspire.Hosting.ApplicationModel;

/// <summary>The annotations of a resource.</summary>
public sealed class ResourceAnnotationCollection : System.Collections.ObjectModel.Collection<IResourceAnnotation>;
