using System.Text.RegularExpressions;
using WsAspire.Testing;

namespace WsAspire.Cluster.Tests.Running;

/// <summary>The commands in the blocks of <c>docs/how-to/deploy.md</c>, as they stand there, and those in its text that ask a cluster for a change, on a real Kubernetes.</summary>
[Collection(Cluster.Tests)]
[Trait(Cluster.Needs, Cluster.Tests)]
public sealed partial class DeployHowToTests(Cluster cluster) : IAsyncLifetime
{
    // Whoever has a branch of the name in the text keeps it.
    private const string Branch = "how-to";
    private const string Kubectl = "kubectl() { eng/cluster kubectl \"$@\"; }; set -e; ";

    // A second system is more than a small machine carries: the server says whether it would take it.
    private static readonly (string Command, string More)[] s_inText =
    [
        ("kubectl apply -k deploy/overlays/staging", " --dry-run=server"),
        ("kubectl rollout undo deployment/ws-order", " --namespace ws --dry-run=server"),
        ("kubectl rollout restart", " deployment/envoy --namespace ws"),
    ];

    private readonly string _text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/how-to/deploy.md"));

    public async ValueTask InitializeAsync() => await cluster.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (cluster.IsUp)
        {
            await Shell.RunAsync("eng/cluster kubectl delete namespace ws-staging --ignore-not-found", TimeSpan.FromMinutes(2));
        }
    }

    [Fact]
    public async Task Commands_AreTakenByTheServer()
    {
        var blocks = Indented().Matches(_text).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(7, blocks.Length);
        Assert.All(s_inText, command => Assert.Contains($"`{command.Command}`", _text, StringComparison.Ordinal));

        // The rollout that is undone needs one before it.
        await Shell.RunAsync("eng/cluster kubectl --namespace ws rollout restart deployment/ws-order && eng/cluster kubectl --namespace ws rollout status deployment/ws-order --timeout 240s", TimeSpan.FromMinutes(5));
        foreach (var line in blocks[..4].Concat(s_inText.Select(command => command.Command + command.More)).Concat(blocks[4..]))
        {
            await Shell.RunAsync(Kubectl + line.Replace("f1", Branch, StringComparison.Ordinal), TimeSpan.FromMinutes(2));
        }

        Assert.DoesNotContain(Branch, await Shell.RunAsync("eng/cluster kubectl --namespace ws-staging get deployments,configmaps -o name"), StringComparison.Ordinal);
        Directory.Delete(Path.Combine(RepositoryRoot.Path, "deploy/branches", Branch), recursive: true);
    }

    [GeneratedRegex(@"^ {4,}((?:kubectl|\./run) .*?)(?: +# .*)?$", RegexOptions.Multiline)]
    private static partial Regex Indented();
}
