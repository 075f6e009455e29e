namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image of a container.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    /// <summary>The registry; null for none.</summary>
    public string? Registry { get; set; }

    /// <summary>The image's name.</summary>
    public required string Image { get; set; }

    /// <summary>The tag; null for none.</summary>
    public string? Tag { get; set; }

    /// <summary>The digest; null for none.</summary>
    public string? SHA256 { get; set; }
}
