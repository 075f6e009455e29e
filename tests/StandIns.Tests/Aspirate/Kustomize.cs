using WsAspire.Testing;

namespace StandIns.Tests.Aspirate;

/// <summary>The real kustomize, where it is on PATH.</summary>
internal static class Kustomize
{
    /// <summary>Whether it is there.</summary>
    public static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "kustomize")));

    /// <summary>Builds a folder.</summary>
    /// <returns>What it wrote: the objects.</returns>
    public static async Task<string> BuildAsync(string folder, CancellationToken cancellationToken)
    {
        await using var kustomize = LeashedProcess.Start("kustomize", ["build", folder]);
        await kustomize.WaitForExitAsync(cancellationToken);
        Assert.True(kustomize.ExitCode == 0, kustomize.Output);
        return kustomize.Output;
    }
}
