using Microsoft.Extensions.Configuration;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>A file as configuration. It may be missing; it is read again when it changes.</summary>
/// <param name="Root">Folder that the path is below.</param>
/// <param name="Path">Path as configured, such as <c>config/conf.yaml</c>.</param>
/// <param name="Read">Reads its format.</param>
/// <param name="IsStrict">Whether only sections of the service may stand in it.</param>
internal sealed record WatchedFileConfigurationSource(string Root, string Path, FileConfigurationReader Read, bool IsStrict = false) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) =>
        new WatchedFileConfigurationProvider(System.IO.Path.GetFullPath(Path, Root), Path, Read, IsStrict);
}
