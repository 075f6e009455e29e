namespace Aspire.Hosting.ApplicationModel;

/// <summary>A MySQL-compatible server of this machine, run as a process on loopback with a data folder of its own.</summary>
/// <param name="name">Name of the resource.</param>
/// <param name="command">Full path of the server program.</param>
/// <param name="workingDirectory">Folder that holds its data.</param>
/// <param name="password">Password of root.</param>
public sealed class LocalMySqlServerResource(string name, string command, string workingDirectory, ParameterResource password)
    : ExecutableResource(name, command, workingDirectory), IResourceWithConnectionString
{
    internal const string EndpointName = "tcp";

    private readonly List<LocalMySqlDatabaseResource> _databases = [];
    private EndpointReference? _endpoint;

    /// <summary>The loopback port of the server.</summary>
    public EndpointReference PrimaryEndpoint => _endpoint ??= new EndpointReference(this, EndpointName);

    /// <summary>Password of root.</summary>
    public ParameterResource PasswordParameter { get; } = password;

    /// <summary>The databases that are created when the server starts.</summary>
    public IReadOnlyList<LocalMySqlDatabaseResource> Databases => _databases;

    /// <summary>Connection string without a database.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Server=127.0.0.1;Port={PrimaryEndpoint.Property(EndpointProperty.Port)};User ID=root;Password={PasswordParameter}");

    internal void AddDatabase(LocalMySqlDatabaseResource database) => _databases.Add(database);
}
