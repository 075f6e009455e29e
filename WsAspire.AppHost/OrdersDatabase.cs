using WsAspire.Hosting.Containers;
using WsAspire.Hosting.State;

namespace WsAspire.AppHost;

/// <summary>The database of ws-order: a container, or where none runs a server of this machine.</summary>
internal static class OrdersDatabase
{
    /// <summary>Adds the server and its database.</summary>
    /// <remarks>In publish mode it is always the container, whatever this machine can run.</remarks>
    public static IResourceBuilder<IResourceWithConnectionString> AddOrdersDatabase(this IDistributedApplicationBuilder builder)
    {
        var state = StateFolder.Use(builder, Path.GetFullPath("..", builder.AppHostDirectory));
        if (builder.ExecutionContext.IsPublishMode)
        {
            return builder.AddMySqlContainer(builder.AddParameter(ResourceNames.MySqlPassword, secret: true), keepsData: true);
        }

        if (ContainerRuntime.IsUsed(builder.Configuration))
        {
            var generated = new GenerateParameterDefault { MinLength = 22, Special = false };
            return builder.AddMySqlContainer(
                builder.AddParameter(ResourceNames.MySqlPassword, generated, secret: true, persist: true),
                keepsData: !state.IsEphemeral);
        }

        var folder = Path.Combine(state.Path, ResourceNames.MySql);
        var password = new LocalSecret(Path.Combine(folder, "password"));
        return builder
            .AddLocalMySql(ResourceNames.MySql, builder.AddParameter(ResourceNames.MySqlPassword, password.ReadOrCreate, secret: true), folder)
            .AddDatabase(ResourceNames.Orders);
    }

    /// <summary>Runs the migrations first, by the same program. In a cluster an init step of the same image does it, so the step is in run mode only.</summary>
    public static IResourceBuilder<ProjectResource> WaitForMigration(
        this IResourceBuilder<ProjectResource> builder,
        IResourceBuilder<IResourceWithConnectionString> orders)
    {
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        var migrate = builder.ApplicationBuilder.AddProject<Projects.WsOrder>(ResourceNames.WsOrderMigrate, launchProfileName: null)
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString)
            .WithReference(orders)
            .WaitFor(orders)
            .WithArgs("migrate")
            .ExcludeFromManifest();
        return builder.WaitForCompletion(migrate);
    }

    /// <summary>MYSQL_DATABASE, because nothing else creates the database in a cluster.</summary>
    private static IResourceBuilder<MySqlDatabaseResource> AddMySqlContainer(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ParameterResource> password,
        bool keepsData)
    {
        var server = builder.AddMySql(ResourceNames.MySql, password).WithEnvironment("MYSQL_DATABASE", ResourceNames.Orders);
        if (keepsData)
        {
            server.WithDataVolume(ResourceNames.MySqlVolume);
        }

        return server.AddDatabase(ResourceNames.Orders);
    }
}
