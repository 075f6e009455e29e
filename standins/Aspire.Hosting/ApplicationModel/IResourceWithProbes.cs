namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that can be probed.</summary>
public interface IResourceWithProbes : IResource;
