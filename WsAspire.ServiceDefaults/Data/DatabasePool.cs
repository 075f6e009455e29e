using System.Data.Common;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Writes the pool settings of the original into the driver's connection string.</summary>
internal static class DatabasePool
{
    public const int DefaultMaxIdle = 10;
    public const int DefaultMaxOpen = 20;
    public const int DefaultMaxLifetimeSeconds = 60;

    // A dead server has to answer within the callers' deadline of 5 s.
    private const uint ConnectionTimeoutSeconds = 3;

    public static string BuildConnectionString(DatabaseOptions options, string? connectionString, string name, string service)
    {
        var built = Parse(connectionString ?? "", name);
        if (connectionString is null)
        {
            built.Server = options.Host;
            built.Port = (uint)options.Port;
            built.UserID = options.Username;
            built.Password = options.Password;
            built.Database = options.Dbname ?? name;
        }

        // maxIdle has no twin: the driver keeps what it opened until it was idle for maxLifetime, and closes none for being one too many.
        var maxOpen = OrDefault(options.MaxOpen, DefaultMaxOpen);
        built.Pooling = true;
        built.MaximumPoolSize = (uint)maxOpen;
        built.MinimumPoolSize = 0;
        built.ConnectionLifeTime = (uint)OrDefault(options.MaxLifetime, DefaultMaxLifetimeSeconds);
        built.ConnectionIdleTimeout = built.ConnectionLifeTime;
        if (!built.ContainsKey("Connection Timeout") || built.ConnectionTimeout == new MySqlConnectionStringBuilder().ConnectionTimeout)
        {
            built.ConnectionTimeout = ConnectionTimeoutSeconds;
        }

        // Names the pool in metrics, where the driver would else show the connection string, and the service in the server's list of connections.
        built.ApplicationName = string.IsNullOrEmpty(built.ApplicationName) ? $"{service}/{name}" : built.ApplicationName;
        return built.ConnectionString;
    }

    private static MySqlConnectionStringBuilder Parse(string connectionString, string name)
    {
        try
        {
            return new MySqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new OptionsValidationException(
                "ConnectionStrings",
                typeof(string),
                [$"ConnectionStrings:{name}: {WhatIsWrong(connectionString, exception)} Expected options of MySqlConnector, such as Server=127.0.0.1;Port=3306;User ID=root;Password=\"...\";Database={name}; a value with a ; in it stands in quotes."]);
        }
    }

    // The driver's text is told where it holds no value: any of them may be the password, above all where an option is misspelt.
    private static string WhatIsWrong(string connectionString, Exception exception)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            var isTold = parts.Values.Cast<object>().Select(value => value.ToString() ?? "").All(value => value.Length == 0 || !exception.Message.Contains(value, StringComparison.OrdinalIgnoreCase));
            return isTold ? exception.Message : $"one of its options has a wrong value ({string.Join(", ", parts.Keys.Cast<string>())}).";
        }
        catch (ArgumentException)
        {
            return "it is no list of Name=Value with semicolons.";
        }
    }

    private static int OrDefault(int value, int @default) => value < 1 ? @default : value;
}
