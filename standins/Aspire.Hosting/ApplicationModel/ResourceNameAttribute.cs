namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks a parameter as a resource's name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceNameAttribute : Attribute;
