using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>Who this service is.</summary>
/// <param name="Name">Its name as resource and error domain, such as <c>ws-order</c>; the same in every branch.</param>
/// <param name="Version">Version of its assembly.</param>
internal sealed partial record ServiceIdentity(string Name, string Version)
{
    /// <summary>Key of the configuration that overrides the name.</summary>
    public const string NameKey = "ServiceName";

    /// <summary>Takes the name from the configuration, else from the assembly: WsOrder is ws-order.</summary>
    public static ServiceIdentity Of(IConfiguration configuration, IHostEnvironment environment)
    {
        var version = Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        return new ServiceIdentity(configuration[NameKey] ?? Kebab(environment.ApplicationName), version);
    }

    private static string Kebab(string name) => WordStart().Replace(name, "-$0").Replace('.', '-').ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordStart();
}
