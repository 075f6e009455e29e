namespace WsAspire.Cluster.Tests.Running;

/// <summary>kubectl in the namespace of the system.</summary>
internal static class Kubectl
{
    /// <summary>Runs it; it has to succeed.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> RunAsync(string arguments, TimeSpan? bound = null) => Shell.RunAsync($"eng/cluster kubectl --namespace ws {arguments}", bound);

    /// <summary>What pods said of faults: lines of services that are warnings or worse, and of proxies that answered with 5xx, the last of each pod.</summary>
    public static Task<string> FaultsAsync() => Shell.RunAsync(
        """
        for pod in $(eng/cluster kubectl --namespace ws get pods -o name); do
          echo "== $pod"
          eng/cluster kubectl --namespace ws logs "$pod" --all-containers --since 10m 2>&1 | grep -E -A 8 '^(warn|fail|crit):|"http.response.status_code": ?5' | cut -c1-1000 | tail -n 40
        done
        """,
        TimeSpan.FromMinutes(2));
}
