using WsAspire.Testing;

namespace WsAspire.IntegrationTests.HowTo;

/// <summary>A copy of the repository's own files, to be changed as a reader changes it.</summary>
internal sealed class RepositoryCopy : IDisposable
{
    // What git ignores and is costly to get again, or asks a feed: the answer which Aspire is used, packages that are compiled already, and the tools of the contract checks.
    // What was there before the page is compiled as it is: the build of this run has looked at it with all analyzers.
    private const string Copy = """
        set -euo pipefail
        git ls-files -z --cached --others --exclude-standard |
          while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done | tar -cf - --null -T - | tar -xf - -C "$COPY"
        mkdir -p "$COPY/.ws"
        if [ -e .ws/use-stand-ins ]; then cp .ws/use-stand-ins "$COPY/.ws/"; fi
        if [ -e artifacts/precompiled.state ]; then mkdir "$COPY/artifacts"; cp -R artifacts/precompiled* "$COPY/artifacts/"; fi
        if [ -e eng/proto/node_modules ]; then cp -R eng/proto/node_modules "$COPY/eng/proto/"; fi
        sed -i "\$i <PropertyGroup Condition=\"Exists('\$(MSBuildProjectDirectory)/.analyzed-already')\"><RunAnalyzers>false</RunAnalyzers></PropertyGroup>" "$COPY/Directory.Build.targets"
        find "$COPY" -name '*.csproj' -execdir touch .analyzed-already \;
        """;

    private RepositoryCopy(string path) => Path = path;

    /// <summary>Its full path, below <c>.ws/test</c>.</summary>
    public string Path { get; }

    /// <summary>Makes the copy of what is on disk now, committed or not.</summary>
    public static async Task<RepositoryCopy> CreateAsync()
    {
        var copy = new RepositoryCopy(TestFolder.Create("howto"));
        var (exitCode, output) = await CommandLine.RunAsync(Copy, new Dictionary<string, string?> { ["COPY"] = copy.Path });
        Assert.True(exitCode == 0, output);
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
