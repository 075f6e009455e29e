using System.ComponentModel.DataAnnotations;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>The section <c>database</c> of config/conf.yaml: where the database is, and how its pool behaves.</summary>
/// <remarks><c>ConnectionStrings:NAME</c> beats host, port, username, password and dbname; the pool keys always apply.</remarks>
public sealed class DatabaseOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "database";

    /// <summary>Kind of the server. Only <c>mysql</c>, the default.</summary>
    [AllowedValues("mysql", ErrorMessage = "allowed is mysql")]
    public string Driver { get; set; } = "mysql";

    /// <summary>Name or address of the server. Null by default: no database by these keys.</summary>
    public string? Host { get; set; }

    /// <summary>Port of the server, 1 to 65535. 3306 by default.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 3306;

    /// <summary>User of the server. Null by default.</summary>
    public string? Username { get; set; }

    /// <summary>Password of the user. Null by default.</summary>
    public string? Password { get; set; }

    /// <summary>Name of the database. Null by default: the name that the service asks for.</summary>
    public string? Dbname { get; set; }

    /// <summary>Whether SQL is written to the log, without the values of parameters. False by default; a change counts at once.</summary>
    [Reloadable]
    public bool Debug { get; set; }

    /// <summary>Milliseconds from which a query is slow and stands in the log, 0 to 3,600,000. 500 by default; 0 logs none; a change counts at once.</summary>
    [Reloadable]
    [Range(0, 3_600_000)]
    public int SlowQuery { get; set; } = 500;

    /// <summary>Connections that the pool keeps open when they are idle. 10 by default; below 1 means the default. Read and checked, but without effect: the driver has no such limit.</summary>
    public int MaxIdle { get; set; } = DatabasePool.DefaultMaxIdle;

    /// <summary>Connections that the pool opens at most. 20 by default; below 1 means the default.</summary>
    public int MaxOpen { get; set; } = DatabasePool.DefaultMaxOpen;

    /// <summary>Seconds after which a connection is not used again. 60 by default; below 1 means the default.</summary>
    public int MaxLifetime { get; set; } = DatabasePool.DefaultMaxLifetimeSeconds;
}
