namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where an address is shown.</summary>
public enum UrlDisplayLocation
{
    /// <summary>Everywhere.</summary>
    SummaryAndDetails,

    /// <summary>In the details only.</summary>
    DetailsOnly,
}
