using System.Text.RegularExpressions;

namespace WsAspire.Cli;

/// <summary>An image as Kubernetes names it.</summary>
/// <param name="Name">Registry and repository, such as <c>registry.example.com/ws/ws-order</c>.</param>
/// <param name="Tag">Its tag; null where there is a digest alone.</param>
/// <param name="Digest">Its digest, <c>sha256:…</c>; null where there is none.</param>
internal sealed partial record ImageReference(string Name, string? Tag, string? Digest)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="UsageException">It is none, or it can mean another image tomorrow.</exception>
    public static ImageReference Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            throw new UsageException($"manifest: --image: expected NAME:TAG or NAME@sha256:DIGEST, such as registry.example.com/ws/ws-order:f1, got '{text}'");
        }

        var tag = match.Groups["tag"] is { Success: true } found ? found.Value : null;
        var digest = match.Groups["digest"] is { Success: true } exact ? exact.Value : null;
        return digest is null && tag is null or "latest"
            ? throw new UsageException($"manifest: --image: '{text}' can mean another image tomorrow: expected a tag that is not latest, or a digest")
            : new ImageReference(match.Groups["name"].Value, tag, digest);
    }

    [GeneratedRegex(@"\A(?<name>[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::[0-9]{1,5}(?=/))?(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?\z")]
    private static partial Regex Form();
}
