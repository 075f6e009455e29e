using WsAspire.Branching;

namespace WsAspire.Cli;

/// <summary><c>./run branch manifest</c>: writes an overlay of kustomize that has what a branch changes, and nothing that others share.</summary>
internal static class ManifestCommand
{
    private const string DefaultBranch = "test";

    /// <summary>Writes it. For another service of the same branch, both are kept; for the same, the new one takes the place of the old one.</summary>
    /// <exception cref="UsageException">The branch, the service or the image cannot be meant so.</exception>
    /// <exception cref="CommandFailedException">It could not be written.</exception>
    public static async Task RunAsync(string root, BranchArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var branch = BranchNames.Of(arguments.Name, DefaultBranch, error.WriteLine);
        var bases = Path.Combine(root, "deploy", "branch");
        var services = Directory.EnumerateDirectories(bases).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        if (!services.Contains(arguments.Service))
        {
            throw new UsageException($"manifest: --service: '{arguments.Service}' is no service of which a branch can have its own; there are {string.Join(", ", services)}");
        }

        if (!BranchName.IsValid(arguments.Namespace))
        {
            throw new UsageException($"manifest: --namespace: expected a DNS label such as {BranchArguments.DefaultNamespace}, got '{arguments.Namespace}'");
        }

        var overlay = new BranchOverlay(branch, arguments.Service!, ImageReference.Parse(arguments.Image!), arguments.Replicas, arguments.Namespace);
        var folder = Path.GetFullPath(arguments.Output ?? Path.Combine(root, "deploy", "branches", branch));
        try
        {
            await overlay.WriteAsync(folder, Path.Combine(bases, overlay.Service), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"manifest: {folder} could not be written: {exception.Message}");
        }

        var shown = Path.GetRelativePath(Environment.CurrentDirectory, folder);
        await output.WriteLineAsync($"kubectl apply -k {shown}    # {overlay.Name} serves branch {branch} of {overlay.Service}; kubectl delete -k {shown} removes it");
    }
}
