using Microsoft.Extensions.Configuration;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>A folder with a file for each secret, as docker and Kubernetes mount it. It is read again when it changes.</summary>
internal sealed record SecretsConfigurationSource(string Folder) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SecretsConfigurationProvider(Folder);
}
