namespace WsAspire.ServiceDefaults.Data;

/// <summary>What the SQL of all services is written for.</summary>
internal static class DatabaseDefaults
{
    /// <summary>Server whose SQL is written. It is never asked of the server, which may be down.</summary>
    public const string ServerVersion = "8.0.36-mysql";

    /// <summary>Every table's collation, and that of text sent to the server.</summary>
    public const string Collation = "utf8mb4_unicode_ci";

    /// <summary>Stands for the server where <c>dotnet ef</c> builds the program to read its model; nothing is asked of it.</summary>
    public const string DesignTimeConnectionString = "Server=127.0.0.1";
}
