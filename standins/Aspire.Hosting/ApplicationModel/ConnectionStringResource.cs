namespace Aspire.Hosting.ApplicationModel;

/// <summary>A connection string made of other values.</summary>
public sealed class ConnectionStringResource(string name, ReferenceExpression connectionStringExpression)
    : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression { get; } = connectionStringExpression;
}
