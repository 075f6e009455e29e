namespace WsAspire.Cluster.Tests.Running;

/// <summary>Who can open a connection to whom: each edge that is named is open, and each other pair is shut.</summary>
[Collection(Cluster.Tests)]
[Trait(Cluster.Needs, Cluster.Tests)]
public sealed class NetworkPolicyTests(Cluster cluster) : IAsyncLifetime
{
    private static readonly string[] s_callers = ["envoy", "ws-order", "ws-bff", "ws-branches", "mysql"];
    private static readonly (string Name, int Port)[] s_targets = [("envoy", 8080), ("envoy", 9100), ("ws-order", 8080), ("ws-bff", 8080), ("ws-branches", 8080), ("mysql", 3306)];

    // The doors of the overlay local are open to anybody, so to those pods too whose own rules let them out.
    private static readonly string[] s_open =
    [
        "envoy>ws-order:8080", "envoy>ws-bff:8080", "envoy>ws-branches:8080",
        "ws-order>mysql:3306", "ws-order>ws-branches:8080",
        "ws-bff>envoy:8080", "ws-bff>ws-branches:8080",
        "ws-branches>envoy:8080", "ws-branches>envoy:9100",
    ];

    public async ValueTask InitializeAsync() => await cluster.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (cluster.IsUp)
        {
            await Kubectl.RunAsync("delete pod -l probe=yes --force --grace-period=0 --ignore-not-found");
        }
    }

    [Fact]
    public async Task Edges_ThatAreNamed_AreOpen_AndAllOthersShut()
    {
        var targets = new List<string>();
        foreach (var (name, port) in s_targets)
        {
            // One that a test before has replaced may still be about to end.
            var ips = await Kubectl.RunAsync($"get pods -l app={name} -o go-template='{{{{range .items}}}}{{{{if not .metadata.deletionTimestamp}}}}{{{{.status.podIP}}}} {{{{end}}}}{{{{end}}}}'");
            targets.Add($"{name}:{port}={ips.Split(' ', StringSplitOptions.TrimEntries)[0]}");
        }

        foreach (var caller in s_callers)
        {
            await Shell.RunAsync($"eng/cluster kubectl apply -f - <<'POD'\n{Probe(caller)}\nPOD");
        }

        await Kubectl.RunAsync("wait --for condition=Ready pod -l probe=yes --timeout 60s", TimeSpan.FromSeconds(90));
        var open = await Task.WhenAll(s_callers.Select(caller => OpenAsync(caller, targets)));

        Assert.Equal(s_open.Order(StringComparer.Ordinal), open.SelectMany(one => one).Order(StringComparer.Ordinal));
    }

    private static async Task<IEnumerable<string>> OpenAsync(string caller, IEnumerable<string> targets)
    {
        var tries = string.Join("; ", targets.Select(target => target.Split('=') is [var name, var ip] && name.Split(':') is [_, var port]
            ? $"busybox nc -w 2 {ip} {port} -e sh -c exit && echo {caller}\\>{name}"
            : throw new InvalidOperationException(target)));
        var said = await Kubectl.RunAsync($"exec probe-{caller} -- sh -c '{tries}; true'");
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line.Contains('>', StringComparison.Ordinal));
    }

    // Under the name of a workload, and behind no Service.
    private static string Probe(string name) => $$$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: probe-{{{name}}}, namespace: ws, labels: {probe: "yes", app.kubernetes.io/name: {{{name}}}}}
        spec:
          automountServiceAccountToken: false
          terminationGracePeriodSeconds: 0
          securityContext: {runAsNonRoot: true, runAsUser: 10001, seccompProfile: {type: RuntimeDefault}}
          containers:
          - name: probe
            image: mysql:dev
            imagePullPolicy: IfNotPresent
            command: [busybox, sleep, "600"]
            securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
        """;
}
