namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource whose image can take files of others.</summary>
public interface IContainerFilesDestinationResource : IResource;
