namespace Aspire.Hosting.ApplicationModel;

/// <summary>Until when a resource is waited for.</summary>
public enum WaitType
{
    /// <summary>Until it is healthy.</summary>
    WaitUntilHealthy,

    /// <summary>Until it has ended.</summary>
    WaitForCompletion,

    /// <summary>Until it runs.</summary>
    WaitUntilStarted,
}
