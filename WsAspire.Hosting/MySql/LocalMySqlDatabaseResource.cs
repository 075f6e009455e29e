namespace Aspire.Hosting.ApplicationModel;

/// <summary>A database on a <see cref="LocalMySqlServerResource"/>.</summary>
/// <param name="name">Name of the resource and of the database.</param>
/// <param name="parent">The server.</param>
public sealed class LocalMySqlDatabaseResource(string name, LocalMySqlServerResource parent)
    : Resource(name), IResourceWithConnectionString, IResourceWithParent<LocalMySqlServerResource>
{
    /// <summary>The server.</summary>
    public LocalMySqlServerResource Parent { get; } = parent;

    /// <summary>Name of the database.</summary>
    public string DatabaseName => Name;

    /// <summary>Connection string with the database.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Database={DatabaseName}");
}
