using WsAspire.Cli;
using WsAspire.Testing;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Each overlay of the repository, and that of a branch with both services, built once.</summary>
public sealed class BuiltOverlays : IAsyncLifetime
{
    /// <summary>The overlay of a branch. It is applied beside <see cref="Local"/>.</summary>
    internal const string Branch = "branch";

    /// <summary>The overlay of one node.</summary>
    internal const string Local = "local";

    private const string BranchName = "f1";

    private readonly Dictionary<string, string> _yaml = [];
    private readonly Dictionary<string, ManifestSet> _sets = [];

    /// <summary>The names of all overlays.</summary>
    public static TheoryData<string> Names { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Path, "deploy", "overlays")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal), Branch];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // Where there is no kustomize the tests are skipped, not the fixture.
        if (!Kustomize.IsThere)
        {
            return;
        }

        var overlays = Path.Combine(RepositoryRoot.Path, "deploy", "overlays");
        await Task.WhenAll(Directory.EnumerateDirectories(overlays).Select(folder => BuildAsync(Path.GetFileName(folder), folder)).Append(BuildBranchAsync()));
        foreach (var (name, yaml) in _yaml)
        {
            _sets[name] = new ManifestSet(ManifestYaml.Read(yaml), name == Branch ? ManifestYaml.Read(_yaml[Local]) : []);
        }
    }

    /// <summary>What kustomize makes of an overlay. Skips the test where there is no kustomize.</summary>
    internal string YamlOf(string name)
    {
        Kustomize.SkipWhereThereIsNone();
        return _yaml[name];
    }

    /// <summary>The objects of an overlay. Skips the test where there is no kustomize.</summary>
    internal ManifestSet Of(string name)
    {
        Kustomize.SkipWhereThereIsNone();
        return _sets[name];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task BuildAsync(string name, string folder)
    {
        var yaml = await Kustomize.BuildAsync(folder, CancellationToken.None);
        lock (_yaml)
        {
            _yaml[name] = yaml;
        }
    }

    private async Task BuildBranchAsync()
    {
        var folder = TestFolder.Create("overlay");
        try
        {
            foreach (var service in new[] { "ws-order", "ws-bff" })
            {
                using var output = new StringWriter();
                using var error = new StringWriter();
                string[] arguments = ["manifest", BranchName, "--service", service, "--image", $"{service}:f1", "--output", folder];
                var exitCode = await BranchCommand.RunAsync(RepositoryRoot.Path, arguments, output, error);
                Assert.True(exitCode == 0, $"./run branch {string.Join(' ', arguments)}: {error}");
            }

            await BuildAsync(Branch, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
