using WsAspire.Testing;

namespace WsAspire.Cluster.Tests.Running;

/// <summary>What the API server itself says of every overlay.</summary>
[Collection(Cluster.Tests)]
[Trait(Cluster.Needs, Cluster.Tests)]
public sealed class ServerValidationTests(Cluster cluster) : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await cluster.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("local", "deployment.apps/ws-order")]
    [InlineData("staging", "deployment.apps/ws-order")]
    [InlineData("production", "deployment.apps/ws-order")]
    [InlineData("filebeat", "daemonset.apps/filebeat")]
    public async Task Overlay_AppliedDry_IsTakenStrictly(string overlay, string expected)
    {
        var crds = Path.Combine(Path.GetDirectoryName((await Shell.RunAsync("readlink -f $(command -v kube-node)")).Trim())!, "gateway-api-crds.yaml");
        Assert.SkipUnless(overlay != "production" || File.Exists(crds), "the definitions of Gateway API are not beside kube-node");
        if (overlay == "production")
        {
            await Shell.RunAsync($"eng/cluster kubectl apply --server-side -f {crds}");
            await Shell.RunAsync("eng/cluster kubectl wait --for condition=Established crd/httproutes.gateway.networking.k8s.io --timeout 30s");
        }

        // What is in a namespace can only be asked for where that is there.
        await Shell.RunAsync($"eng/cluster kubectl apply -f deploy/overlays/{overlay}/namespace.yaml");
        var said = await Shell.RunAsync($"eng/cluster kubectl apply --dry-run=server --validate=strict -k {RepositoryRoot.Path}/deploy/overlays/{overlay}");

        Assert.DoesNotContain("Warning", said, StringComparison.Ordinal);
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }
}
