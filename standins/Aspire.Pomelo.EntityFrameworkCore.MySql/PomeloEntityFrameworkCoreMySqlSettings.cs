namespace Aspire.Pomelo.EntityFrameworkCore.MySql;

/// <summary>How a MySQL database context is registered; bound to <c>Aspire:Pomelo:EntityFrameworkCore:MySql[:TContext]</c>.</summary>
public sealed class PomeloEntityFrameworkCoreMySqlSettings
{
    /// <summary>The connection string. Null or empty is an error at the first use of the context.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Version and kind of the server, such as <c>8.0.36-mysql</c>. Null asks the server at the first use of the context.</summary>
    public string? ServerVersion { get; set; }

    /// <summary>Whether failed commands are not repeated. False by default.</summary>
    public bool DisableRetry { get; set; }

    /// <summary>Whether no health check is registered. False by default.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Whether no trace source is registered. False by default.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Whether no meter is registered. False by default.</summary>
    public bool DisableMetrics { get; set; }

    /// <summary>Seconds that a command may take. Null by default: the driver's own limit.</summary>
    public int? CommandTimeout { get; set; }
}
