namespace Aspire.Hosting.ApplicationModel;

// A connection string of the configuration: a parameter to the manifest, a connection string to those who refer to it.
internal sealed class ConnectionStringParameterResource(string name, Func<ParameterDefault?, string> callback, string? environmentVariableName)
    : ParameterResource(name, callback, secret: true), IResourceWithConnectionString
{
    public string? ConnectionStringEnvironmentVariable => environmentVariableName;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{(ParameterResource)this}");

    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";
}
