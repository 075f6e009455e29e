using WsAspire.Hosting.Envoy;
using WsAspire.Testing;

namespace WsAspire.AppHost.Tests;

/// <summary>What deployment is made from. A change of the model shows as a change of manifest.verified.json.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly string _folder = TestFolder.Create("manifest");

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    // What does not fit is written anew, so that the difference can be read and kept.
    [Fact]
    public async Task Publish_TheModel_IsTheVerifiedManifest_AndTheImageOfEnvoyIsUpToDate()
    {
        var image = Path.Combine(RepositoryRoot.Path, "deploy/envoy");
        var bootstrap = await File.ReadAllTextAsync(Path.Combine(image, "bootstrap.yaml"), CancellationToken);
        var written = Path.Combine(_folder, "manifest.json");
        var program = Path.Combine(RepositoryRoot.Path, "artifacts/bin/WsAspire.AppHost/debug/WsAspire.AppHost.dll");

        await using var publish = LeashedProcess.Start("dotnet", [program, "--publisher", "manifest", "--output-path", written]);
        await publish.WaitForExitAsync(CancellationToken);

        Assert.True(publish.ExitCode == 0, publish.Output);
        var verified = Path.Combine(RepositoryRoot.Path, "tests/WsAspire.AppHost.Tests/manifest.verified.json");
        Assert.Equal(await File.ReadAllTextAsync(verified, CancellationToken), await File.ReadAllTextAsync(written, CancellationToken), ignoreLineEndingDifferences: true);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(image, "bootstrap.yaml"), CancellationToken), bootstrap, ignoreLineEndingDifferences: true);
        Assert.Contains($"FROM {EnvoyImage.Registry}/{EnvoyImage.Image}:{EnvoyImage.Tag}\n", await File.ReadAllTextAsync(Path.Combine(image, "Dockerfile"), CancellationToken), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
