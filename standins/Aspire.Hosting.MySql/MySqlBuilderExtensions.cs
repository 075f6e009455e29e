namespace Aspire.Hosting;

/// <summary>Adds MySQL.</summary>
public static class MySqlBuilderExtensions
{
    /// <summary>Adds a MySQL server; without <paramref name="password"/> one is generated and kept in the AppHost's user secrets.</summary>
    public static IResourceBuilder<MySqlServerResource> AddMySql(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        var secret = password?.Resource ?? ParameterResourceBuilderExtensions.CreateParameter(
            builder, $"{name}-password", new GenerateParameterDefault { MinLength = 22 }, secret: true, persist: true);
        MySqlServerResource resource = new(name, secret);
        return builder.AddResource(resource)
            .WithEndpoint(port: port, targetPort: 3306, name: "tcp")
            .WithImage("library/mysql", "9.5")
            .WithImageRegistry("docker.io")
            .WithEnvironment(context => { context.EnvironmentVariables["MYSQL_ROOT_PASSWORD"] = resource.PasswordParameter; });
    }

    /// <summary>Adds a database; its name is the resource's unless it is given.</summary>
    public static IResourceBuilder<MySqlDatabaseResource> AddDatabase(
        this IResourceBuilder<MySqlServerResource> builder, [ResourceName] string name, string? databaseName = null)
    {
        var database = builder.ApplicationBuilder.AddResource(new MySqlDatabaseResource(name, databaseName ?? name, builder.Resource));
        builder.Resource.DatabaseNames.TryAdd(name, databaseName ?? name);
        return database;
    }

    /// <summary>Keeps the data in a volume; its name is made of the AppHost's unless it is given.</summary>
    public static IResourceBuilder<MySqlServerResource> WithDataVolume(
        this IResourceBuilder<MySqlServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        var application = builder.ApplicationBuilder;
        var prefix = $"{application.Environment.ApplicationName}-{application.Configuration["AppHost:Sha256"]![..10]}".ToLowerInvariant();
        return builder.WithVolume(name ?? $"{prefix}-{builder.Resource.Name}-data", "/var/lib/mysql", isReadOnly);
    }
}
