namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that lives within a <typeparamref name="T"/>.</summary>
public interface IResourceWithParent<out T> : IResourceWithParent where T : IResource
{
    /// <summary>The resource it lives in.</summary>
    new T Parent { get; }

    IResource IResourceWithParent.Parent => Parent;
}
