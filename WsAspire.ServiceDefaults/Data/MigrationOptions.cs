using System.ComponentModel.DataAnnotations;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>The section <c>Migration</c>: bounds of <see cref="MigrateCommand"/>.</summary>
public sealed class MigrationOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Migration";

    /// <summary>How long to wait for a server that is not up. 30 s by default; 0 to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ServerWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for another migration of the same database. 2 min by default; 0 to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan LockWait { get; set; } = TimeSpan.FromMinutes(2);
}
