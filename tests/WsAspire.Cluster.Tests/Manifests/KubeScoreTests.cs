using WsAspire.Cli;
using WsAspire.Testing;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>The opinion of somebody else: kube-score.</summary>
[Collection<ManifestCollection>]
public sealed class KubeScoreTests(BuiltOverlays overlays) : IDisposable
{
    private const string Critical = "[CRITICAL]";

    // Where we differ: docs/how-to/deploy.md has the reasons.
    private static readonly string[] s_exempt =
    [
        ") CPU limit is not set",
        ") ImagePullPolicy is not set to Always",
        "mysql/ws apps/v1/StatefulSet: Container has the same readiness and liveness probe",
        "mysql/ws-staging apps/v1/StatefulSet: Container has the same readiness and liveness probe",
        "filebeat/ws-logs apps/v1/DaemonSet: (filebeat) The container is running with a low user ID",
    ];

    private readonly string _folder = TestFolder.Create("kube-score");

    [Fact]
    public async Task KubeScore_FindsNothingCritical_ButWhereWeDiffer()
    {
        Assert.SkipUnless(Programs.IsOnPath("kube-score"), "kube-score is not on PATH");

        var all = await Task.WhenAll(BuiltOverlays.Names.Select(name => CriticalAsync(name.Data)));

        var critical = all.SelectMany(lines => lines).ToArray();
        Assert.True(critical.All(IsExempt), string.Join('\n', critical.Where(line => !IsExempt(line))));
        Assert.All(s_exempt, exempt => Assert.Contains(critical, line => line.Contains(exempt, StringComparison.Ordinal)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsExempt(string line) => s_exempt.Any(exempt => line.Contains(exempt, StringComparison.Ordinal));

    private async Task<string[]> CriticalAsync(string name)
    {
        // A branch is applied beside what is there, and its pods are under the policies of that.
        var file = Path.Combine(_folder, name + ".yaml");
        await File.WriteAllTextAsync(
            file, overlays.YamlOf(name) + (name == BuiltOverlays.Branch ? "---\n" + overlays.YamlOf(BuiltOverlays.Local) : ""), TestContext.Current.CancellationToken);
        var (exitCode, output, error) = await ProgramOutput.RunAsync(
            "kube-score", ["score", "--output-format", "ci", file], null, new Dictionary<string, string>(), TestContext.Current.CancellationToken);

        // 1 says that something is critical.
        Assert.True(exitCode is 0 or 1 && output.Contains("[OK]", StringComparison.Ordinal), $"kube-score of {name}: exit code {exitCode}\n{output}\n{error}");
        return [.. output.Split('\n').Where(line => line.StartsWith(Critical, StringComparison.Ordinal)).Select(line => $"{name}: {line}")];
    }
}
