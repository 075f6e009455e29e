namespace Aspire.Hosting.ApplicationModel;

internal sealed class ResourceCollection(IEnumerable<IResource> resources) : System.Collections.ObjectModel.Collection<IResource>([.. resources]), IResourceCollection;
