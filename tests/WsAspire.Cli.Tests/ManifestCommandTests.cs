using WsAspire.Testing;

namespace WsAspire.Cli.Tests;

/// <summary>What <c>./run branch manifest</c> writes. That kustomize and a cluster take it: WsAspire.Cluster.Tests.</summary>
public sealed class ManifestCommandTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("ws-overlay-").FullName, "f1");

    [Fact]
    public async Task Manifest_OfTwoServices_IsOneOverlay_AndAgainIsTheNewOne()
    {
        Assert.Equal((0, ""), await RunAsync("f1", "ws-order", "ws-order:1"));
        Assert.Equal((0, ""), await RunAsync("f1", "ws-bff", "ws-bff:1"));
        Assert.Equal((0, ""), await RunAsync("f1", "ws-order", "registry.example.com/ws/ws-order:2"));

        Assert.EndsWith("resources: [ws-bff, ws-order]\n", await File.ReadAllTextAsync(Path.Combine(_folder, "kustomization.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var order = await File.ReadAllTextAsync(Path.Combine(_folder, "ws-order", "kustomization.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains("newName: registry.example.com/ws/ws-order, newTag: \"2\"}", order, StringComparison.Ordinal);
        Assert.Contains("literals: [Branch=f1]", order, StringComparison.Ordinal);
        Assert.Contains("path: /spec/selector/matchLabels/app, value: ws-order-f1}", order, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_OfALongBranch_HasANameThatKubernetesTakes()
    {
        var branch = new string('a', 63);
        var overlay = new BranchOverlay(branch, "ws-order", ImageReference.Parse("a:b"), 1, "ws");

        Assert.Matches("^ws-order-a+-[0-9a-f]{8}$", overlay.Name);
        Assert.InRange(overlay.Name.Length, 1, 46);
        Assert.NotEqual(overlay.Name, new BranchOverlay(branch[..62] + "b", "ws-order", ImageReference.Parse("a:b"), 1, "ws").Name);
        Assert.Equal((0, ""), await RunAsync(branch, "ws-order", "a:b"));
        Assert.Contains($"labels/branch, value: \"{branch}\"", await File.ReadAllTextAsync(Path.Combine(_folder, "ws-order", "kustomization.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test", "ws-order", "a:b", "test is the default branch")]
    [InlineData("a..b", "ws-order", "a:b", "'a..b' is no name of a branch")]
    [InlineData("f1", "mysql", "a:b", "manifest: --service: 'mysql' is no service of which a branch can have its own; there are ws-bff, ws-order")]
    [InlineData("f1", "../x", "a:b", "'../x' is no service")]
    [InlineData("f1", "ws-order", "a", "manifest: --image:")]
    [InlineData("f1", "ws-order", "a:b", "manifest: --namespace: expected a DNS label such as ws, got 'a: b'", "a: b")]
    public async Task Manifest_ThatCannotBeMeant_IsRefusedAndWritesNothing(string branch, string service, string image, string expected, string inNamespace = "ws")
    {
        var (exitCode, error) = await RunAsync(branch, service, image, inNamespace);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public async Task Manifest_WhereAFileIs_FailsWithThePlace()
    {
        await File.WriteAllTextAsync(_folder, "", TestContext.Current.CancellationToken);

        var (exitCode, error) = await RunAsync("f1", "ws-order", "a:b");

        Assert.Equal(1, exitCode);
        Assert.Contains(_folder, error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    private async Task<(int ExitCode, string Error)> RunAsync(string branch, string service, string image, string inNamespace = "ws")
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await BranchCommand.RunAsync(RepositoryRoot.Path, ["manifest", branch, "--service", service, "--image", image, "--namespace", inNamespace, "--output", _folder], output, error), error.ToString());
    }
}
