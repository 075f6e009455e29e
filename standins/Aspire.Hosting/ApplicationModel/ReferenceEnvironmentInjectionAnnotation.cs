namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which variables the references of a resource give.</summary>
public class ReferenceEnvironmentInjectionAnnotation(ReferenceEnvironmentInjectionFlags flags) : IResourceAnnotation
{
    /// <summary>The variables.</summary>
    public ReferenceEnvironmentInjectionFlags Flags { get; } = flags;
}
