using System.Diagnostics;
using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Ws.Branches.V1;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>What of an instance stays as long as the process runs.</summary>
internal static class InstanceIdentity
{
    private const int MaxMachineName = 47;
    private const int MaxVersion = 128;
    private const int MaxCommit = 64;

    /// <summary>Describes this process, which is not ready.</summary>
    public static Instance Create(OwnBranch own, ServiceIdentity service, BranchingOptions options, int port)
    {
        using var process = Process.GetCurrentProcess();
        // The SDK puts the commit behind the version.
        var version = service.Version.Split('+', 2);
        return new Instance
        {
            Service = own.Service,
            Branch = own.Branch,
            Id = $"{Machine()}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}",
            Address = options.AdvertisedAddress ?? "",
            Port = port,
            Version = Cut(version[0], MaxVersion),
            Commit = version.Length > 1 ? Cut(version[1], MaxCommit) : "",
            StartedAt = process.StartTime.ToUniversalTime().ToTimestamp(),
        };
    }

    /// <summary>The first cleartext port of the server; 0 where there is none.</summary>
    public static int PortOf(IServer? server) => (server?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        .Select(BindingAddress.Parse)
        .FirstOrDefault(address => address.Scheme == Uri.UriSchemeHttp && !address.IsUnixPipe && !address.IsNamedPipe)?.Port ?? 0;

    // For people: the name of the pod, or of the machine.
    private static string Machine()
    {
        var name = string.Concat(Environment.MachineName.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.'));
        return name.Length == 0 ? "instance" : Cut(name, MaxMachineName);
    }

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;
}
