namespace Aspirate;

/// <summary>A resource that runs in the cluster.</summary>
/// <param name="Name">Its name in the manifest, which is that of its folder.</param>
/// <param name="IsProject">Whether it is a .NET project.</param>
/// <param name="Image">Its image.</param>
/// <param name="Entrypoint">Its program; null for that of the image.</param>
/// <param name="Arguments">Arguments of the program.</param>
/// <param name="Environment">Its variables, none of them empty.</param>
/// <param name="Ports">The ports that it listens at.</param>
/// <param name="Volumes">The volumes that it keeps data on.</param>
internal sealed record Workload(
    string Name,
    bool IsProject,
    string Image,
    string? Entrypoint,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<KeyValuePair<string, string>> Environment,
    IReadOnlyList<PortBinding> Ports,
    IReadOnlyList<VolumeMount> Volumes)
{
    /// <summary>Its name in Kubernetes.</summary>
    public string ObjectName => Name.ToLowerInvariant();

    /// <summary>The file that runs it: with volumes it is a StatefulSet.</summary>
    public string MainFile => Volumes.Count > 0 ? "statefulset.yaml" : "deployment.yaml";

    /// <summary>The ports of its containers; one that two endpoints share stands there once.</summary>
    public IEnumerable<PortBinding> ContainerPorts => Ports.DistinctBy(port => port.TargetPort);

    /// <summary>The ports of its Service; one that two endpoints share stands there once.</summary>
    public IEnumerable<PortBinding> ServicePorts => Ports.DistinctBy(port => port.Port);
}
