namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is mounted.</summary>
public enum ContainerMountType
{
    /// <summary>A path of this machine.</summary>
    BindMount,

    /// <summary>A volume.</summary>
    Volume,
}
