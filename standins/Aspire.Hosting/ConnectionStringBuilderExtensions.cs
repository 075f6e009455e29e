namespace Aspire.Hosting;

/// <summary>Adds connection strings that are made of other values.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>Adds a connection string.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, ReferenceExpression connectionStringExpression) =>
        builder.AddResource(new ConnectionStringResource(name, connectionStringExpression)).OnInitializeResource(async (resource, start, cancellationToken) =>
        {
            await resource.ConnectionStringExpression.GetValueAsync(cancellationToken);
            await start.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, start.Services), cancellationToken);
            await start.Notifications.PublishUpdateAsync(resource, state => state with { State = KnownResourceStates.Running });
        });

    /// <summary>Adds a connection string, built piece by piece.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        ReferenceExpressionBuilder expression = new();
        connectionStringBuilder(expression);
        return builder.AddConnectionString(name, expression.Build());
    }
}
