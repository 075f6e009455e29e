namespace WsAspire.Cluster.Tests.Running;

/// <summary>kubectl in the namespace of the system.</summary>
internal static class Kubectl
{
    /// <summary>Runs it; it has to succeed.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> RunAsync(string arguments, TimeSpan? bound = null) => Shell.RunAsync($"eng/cluster kubectl --namespace ws {arguments}", bound);
}
