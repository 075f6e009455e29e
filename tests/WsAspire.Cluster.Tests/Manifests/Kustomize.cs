using WsAspire.Cli;
using WsAspire.Testing;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>kustomize, or the one that kubectl has.</summary>
internal static class Kustomize
{
    private static readonly string[]? s_command = Programs.IsOnPath("kustomize") ? ["kustomize", "build"] : Programs.IsOnPath("kubectl") ? ["kubectl", "kustomize"] : null;

    /// <summary>Whether there is one.</summary>
    public static bool IsThere => s_command is not null;

    /// <summary>Skips the test where there is none.</summary>
    public static void SkipWhereThereIsNone() => Assert.SkipUnless(IsThere, "neither kustomize nor kubectl is on PATH");

    /// <summary>Builds an overlay.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The objects as YAML.</returns>
    /// <exception cref="InvalidOperationException">It cannot be built; the text holds the reason.</exception>
    public static async Task<string> BuildAsync(string folder, CancellationToken cancellationToken)
    {
        var (exitCode, output, error) = await ProgramOutput.RunAsync(s_command![0], [.. s_command[1..], folder], null, new Dictionary<string, string>(), cancellationToken);
        return exitCode == 0 ? output + '\n' : throw new InvalidOperationException($"{folder} cannot be built: {error}");
    }
}
