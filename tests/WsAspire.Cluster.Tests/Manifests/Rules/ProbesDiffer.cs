namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>Started, ready and alive are three questions, and a slow answer ends no pod soon.</summary>
internal sealed class ProbesDiffer : IManifestRule
{
    private static readonly string[] s_probes = ["startupProbe", "readinessProbe", "livenessProbe"];
    private static readonly string[] s_ways = ["httpGet", "grpc", "tcpSocket", "exec"];

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set) => set.Workloads.SelectMany(workload => workload.MainContainers).SelectMany(FaultsOf);

    private static IEnumerable<string> FaultsOf(Container container)
    {
        foreach (var probe in s_probes.Where(probe => Way(container, probe) is null))
        {
            yield return $"{container}: {probe} is missing";
        }

        // The database is asked for its port alone: everything else needs its password.
        if (container.Owner.IsDeployment && Way(container, "readinessProbe") is { } ready && ready == Way(container, "livenessProbe"))
        {
            yield return $"{container}: readinessProbe and livenessProbe ask the same, {ready}, expected two questions: who is not ready is not dead";
        }

        if (Seconds(container, "livenessProbe") < 30)
        {
            yield return $"{container}: livenessProbe: ends a pod after {Seconds(container, "livenessProbe")} s (periodSeconds × failureThreshold), expected 30 or more";
        }

        if (Seconds(container, "startupProbe") < 30)
        {
            yield return $"{container}: startupProbe: gives {Seconds(container, "startupProbe")} s (periodSeconds × failureThreshold), expected 30 or more";
        }

        if (Seconds(container, "readinessProbe") > 15)
        {
            yield return $"{container}: readinessProbe: notices after {Seconds(container, "readinessProbe")} s (periodSeconds × failureThreshold), expected 15 or fewer";
        }
    }

    private static string? Way(Container container, string probe) =>
        s_ways.Where(way => container.Json.At(probe, way) is not null).Select(way => $"{way} {container.Json.At(probe, way)!.ToJsonString()}").FirstOrDefault();

    private static int? Seconds(Container container, string probe) => container.Json.At(probe) is null
        ? null
        : (container.Json.Number(probe, "periodSeconds") ?? 10) * (container.Json.Number(probe, "failureThreshold") ?? 3);
}
