using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WsAspire.Hosting.MySql;
using WsAspire.Hosting.Ports;

namespace Aspire.Hosting;

/// <summary>Adds a MySQL-compatible server of this machine, for where no container runs.</summary>
public static class LocalMySqlBuilderExtensions
{
    /// <summary>Adds a server that is started from this machine's <c>mariadbd</c> or <c>mysqld</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="password">Password of root.</param>
    /// <param name="folder">Where its data is kept; made on first use. Nothing of the machine's own server is read or written.</param>
    /// <param name="port">Loopback port. Null means a free one.</param>
    /// <exception cref="DistributedApplicationException">The machine has no server program; the text says how to get one.</exception>
    /// <example><code>builder.AddLocalMySql("mysql", password, ".ws/mysql").AddDatabase("orders");</code></example>
    public static IResourceBuilder<LocalMySqlServerResource> AddLocalMySql(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        IResourceBuilder<ParameterResource> password,
        string folder,
        int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(password);
        ArgumentException.ThrowIfNullOrEmpty(folder);

        var program = MySqlProgram.Find();
        var data = new MySqlDataFolder(folder);
        var server = new LocalMySqlServerResource(name, program.Path, folder, password.Resource);
        string? connectionString = null;
        var healthCheck = $"{name}_check";
        builder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(healthCheck, _ => new MySqlHealthCheck(() => connectionString), null, null));

        return builder.AddResource(server)
            .WithArgs([.. data.ServerArguments])
            .WithArgs(context => context.Args.Add(ReferenceExpression.Create($"--port={server.PrimaryEndpoint.Property(EndpointProperty.TargetPort)}")))
            .WithEndpoint(targetPort: port ?? FreePort.Take(), scheme: "tcp", name: LocalMySqlServerResource.EndpointName, isProxied: false)
            .WithHealthCheck(healthCheck)
            .OnConnectionStringAvailable(async (resource, _, cancellationToken) =>
                connectionString = await resource.ConnectionStringExpression.GetValueAsync(cancellationToken))
            .OnBeforeResourceStarted(async (resource, _, cancellationToken) =>
            {
                var root = await resource.PasswordParameter.GetValueAsync(cancellationToken) ?? "";
                await data.PrepareAsync(program, root, resource.Databases.Select(database => database.DatabaseName), cancellationToken);
            });
    }

    /// <summary>Adds a database, created when the server starts.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Name of the resource and of the database.</param>
    public static IResourceBuilder<LocalMySqlDatabaseResource> AddDatabase(
        this IResourceBuilder<LocalMySqlServerResource> builder,
        [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var database = new LocalMySqlDatabaseResource(name, builder.Resource);
        builder.Resource.AddDatabase(database);
        return builder.ApplicationBuilder.AddResource(database);
    }
}
