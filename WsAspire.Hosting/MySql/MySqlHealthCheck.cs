using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace WsAspire.Hosting.MySql;

/// <summary>Healthy when the server takes a connection and answers a ping within two seconds.</summary>
/// <param name="connectionString">Gives the connection string, or null while it is not known yet.</param>
internal sealed class MySqlHealthCheck(Func<string?> connectionString) : IHealthCheck
{
    private const string Unpooled = ";Pooling=false;Connection Timeout=2;Default Command Timeout=2";

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (connectionString() is not { } value)
        {
            return HealthCheckResult.Unhealthy("The server has no address yet.");
        }

        try
        {
            await using var connection = new MySqlConnection(value + Unpooled);
            await connection.OpenAsync(cancellationToken);
            return await connection.PingAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The server does not answer a ping.");
        }
        catch (MySqlException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message, exception);
        }
    }
}
