namespace WsAspire.Hosting.Envoy;

/// <summary>How a container reaches processes of the machine that it runs on.</summary>
internal static class EnvoyHost
{
    /// <summary>The machine's name within the container.</summary>
    public const string Name = "host.docker.internal";

    /// <summary>Argument of docker and podman that gives that name a meaning. Desktops know it without.</summary>
    public const string RuntimeArgument = $"--add-host={Name}:host-gateway";

    private const string AllInterfaces = "0.0.0.0";

    /// <summary>Lets containers reach an endpoint of a process: on Linux they come in at another interface than loopback.</summary>
    public static void Open(EndpointAnnotation endpoint)
    {
        if (OperatingSystem.IsLinux() && endpoint.TargetHost is "localhost" or "127.0.0.1")
        {
            endpoint.TargetHost = AllInterfaces;
        }
    }
}
