using MySqlConnector;

namespace RouteProgram;

/// <summary>Counts executions in the table <c>executions</c>: a row for each, so that two of one call are seen.</summary>
public sealed class WriteCounter(IConfiguration configuration)
{
    /// <summary>Makes the table.</summary>
    public const string Schema = "CREATE TABLE executions (id VARCHAR(64) NOT NULL, at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))";

    private readonly string? _database = configuration.GetConnectionString("counter");

    /// <summary>Counts one; without a database it is nothing.</summary>
    public async Task CountAsync(string id)
    {
        if (_database is null)
        {
            return;
        }

        await using var connection = new MySqlConnection(_database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO executions (id) VALUES (@id)";
        command.Parameters.AddWithValue("@id", id);
        await command.ExecuteNonQueryAsync();
    }
}
