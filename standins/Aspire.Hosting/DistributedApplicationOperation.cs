namespace Aspire.Hosting;

/// <summary>What is done with the application.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>It is run on this machine.</summary>
    Run,

    /// <summary>Its manifest is written.</summary>
    Publish,
}
