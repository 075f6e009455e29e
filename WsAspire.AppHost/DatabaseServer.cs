using WsAspire.Hosting.Containers;
using WsAspire.Hosting.State;

namespace WsAspire.AppHost;

/// <summary>The server of all services' databases: a container, or where none runs a server of this machine.</summary>
internal sealed class DatabaseServer
{
    private readonly Func<string, IResourceBuilder<IResourceWithConnectionString>> _addDatabase;

    private DatabaseServer(Func<string, IResourceBuilder<IResourceWithConnectionString>> addDatabase) => _addDatabase = addDatabase;

    /// <summary>Adds the server.</summary>
    /// <remarks>In publish mode it is always the container, whatever this machine can run.</remarks>
    public static DatabaseServer Add(IDistributedApplicationBuilder builder, StateFolder state)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return Container(builder, builder.AddParameter(ResourceNames.MySqlPassword, secret: true), keepsData: true);
        }

        if (ContainerRuntime.IsUsed(builder.Configuration))
        {
            var generated = new GenerateParameterDefault { MinLength = 22, Special = false };
            var password = builder.AddParameter(ResourceNames.MySqlPassword, generated, secret: true, persist: true);
            return Container(builder, password, keepsData: !state.IsEphemeral);
        }

        return LocalProcess(builder, Path.Combine(state.Path, ResourceNames.MySql));
    }

    /// <summary>Adds a database of the server. Each service has its own.</summary>
    /// <param name="name">Name of the resource, of the database, and of the connection string.</param>
    public IResourceBuilder<IResourceWithConnectionString> AddDatabase([ResourceName] string name) => _addDatabase(name);

    private static DatabaseServer Container(IDistributedApplicationBuilder builder, IResourceBuilder<ParameterResource> password, bool keepsData)
    {
        // In a cluster nothing of Aspire creates databases: this one comes with the image, others with the migration of their service.
        var server = builder.AddMySql(ResourceNames.MySql, password).WithEnvironment("MYSQL_DATABASE", ResourceNames.Orders);
        if (keepsData)
        {
            server.WithDataVolume(ResourceNames.MySqlVolume);
        }

        return new DatabaseServer(name => server.AddDatabase(name));
    }

    private static DatabaseServer LocalProcess(IDistributedApplicationBuilder builder, string folder)
    {
        var secret = new LocalSecret(Path.Combine(folder, "password"));
        var password = builder.AddParameter(ResourceNames.MySqlPassword, secret.ReadOrCreate, secret: true);
        var server = builder.AddLocalMySql(ResourceNames.MySql, password, folder);
        return new DatabaseServer(name => server.AddDatabase(name));
    }
}
