namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts only when told to.</summary>
public class ExplicitStartupAnnotation : IResourceAnnotation;
