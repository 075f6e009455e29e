namespace Aspire.Hosting.ApplicationModel;

/// <summary>What happens when the resource waited for fails.</summary>
public enum WaitBehavior
{
    /// <summary>The wait goes on.</summary>
    WaitOnResourceUnavailable,

    /// <summary>The wait fails.</summary>
    StopOnResourceUnavailable,
}
