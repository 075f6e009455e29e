namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a parameter gets its value when none is given.</summary>
public abstract class ParameterDefault
{
    /// <summary>Writes the content of the <c>default</c> object of the manifest.</summary>
    public abstract void WriteToManifest(ManifestPublishingContext context);

    /// <summary>Gets the value.</summary>
    public abstract string GetDefaultValue();
}
