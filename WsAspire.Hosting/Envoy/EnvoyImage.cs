namespace WsAspire.Hosting.Envoy;

/// <summary>The image of Envoy, and where it has what.</summary>
internal static class EnvoyImage
{
    /// <summary>The registry of <see cref="Image"/>.</summary>
    public const string Registry = "docker.io";

    /// <summary>The image's name.</summary>
    public const string Image = "envoyproxy/envoy";

    /// <summary>Its version. <c>deploy/envoy/Dockerfile</c> has the same.</summary>
    public const string Tag = "v1.40.0";

    /// <summary>The folder of its configuration.</summary>
    public const string Folder = "/etc/envoy";

    /// <summary>The file that Envoy reads at its start.</summary>
    public const string BootstrapFile = "bootstrap.yaml";

    /// <summary>The loopback port of the admin interface within the container.</summary>
    public const int AdminPort = 9901;
}
