using WsAspire.Testing;

namespace StandIns.Tests.Aspirate;

/// <summary>The repository's own manifest, and what deployment is built upon.</summary>
public sealed class OurManifestTests : IDisposable
{
    private static readonly string s_manifest = Path.Combine(RepositoryRoot.Path, "tests/WsAspire.AppHost.Tests/manifest.verified.json");
    private static readonly string s_committed = Path.Combine(RepositoryRoot.Path, "aspirate-output");
    private static readonly string[] s_options = [.. GeneratedTree.NeededOptions, "-pa", "mysql-password=replaced", "-pa", "branches-token=replaced"];
    private readonly GeneratedTree _tree = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void OurManifest_Generated_IsAspirateOutputByteForByte()
    {
        Assert.Equal(0, _tree.Run(s_manifest, s_options));

        Assert.Equal(GeneratedTree.Read(s_committed), _tree.Files);
        Assert.Empty(_tree.Error);
    }

    [Fact]
    public void OurManifest_GeneratedTwice_IsTheSame()
    {
        _tree.Run(s_manifest, s_options);
        var first = _tree.Files;
        File.WriteAllText(Path.Combine(_tree.Path, "ws-order/left-over.yaml"), "of an earlier run");

        Assert.Equal(0, _tree.Run(s_manifest, s_options));

        Assert.Equal(first, _tree.Files);
    }

    [Fact]
    public async Task AspirateOutput_BuiltByKustomize_HasEachObject()
    {
        Assert.SkipUnless(Kustomize.IsThere, "kustomize is not on PATH");

        var objects = (await Kustomize.BuildAsync(s_committed, CancellationToken)).Split("\n---\n");

        var kinds = objects.Select(one => one.Split('\n').Single(line => line.StartsWith("kind: ", StringComparison.Ordinal))).CountBy(kind => kind).ToDictionary();
        Assert.Equal(new Dictionary<string, int> { ["kind: ConfigMap"] = 5, ["kind: Service"] = 5, ["kind: Deployment"] = 4, ["kind: StatefulSet"] = 1 }, kinds);
    }

    [Fact]
    public async Task Program_Run_EndsWithTheExitCode()
    {
        var program = Path.Combine(RepositoryRoot.Path, "artifacts/bin/Aspirate/debug/aspirate.dll");
        await using var aspirate = LeashedProcess.Start(
            "dotnet", [program, "generate", "-m", _tree.Write("""{"resources":{"web":{"type":"project.v0","env":{"A":"{gone.bindings.http.url}"}}}}"""), "-o", _tree.Path, .. GeneratedTree.NeededOptions]);

        await aspirate.WaitForExitAsync(CancellationToken);

        Assert.Equal(220, aspirate.ExitCode);
        Assert.Equal("aspirate: Unknown resource 'gone' in reference expression 'gone.bindings.http.url'.\n", aspirate.Output);
    }
}
