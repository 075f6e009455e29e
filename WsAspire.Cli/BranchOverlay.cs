using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WsAspire.Cli;

/// <summary>What a branch has of one service in a cluster: pods of its own image, which join the branch by themselves.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Service">The service.</param>
/// <param name="Image">The image of its pods.</param>
/// <param name="Replicas">How many pods.</param>
/// <param name="Namespace">Where the system is.</param>
internal sealed record BranchOverlay(string Branch, string Service, ImageReference Image, int Replicas, string Namespace)
{
    private const string FileName = "kustomization.yaml";
    private const string Head = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";

    // A pod is called by its Deployment and two hashes of 17 characters, and may have 63.
    private const int MaxName = 46;
    private const int HashLength = 8;

    /// <summary>The name of its Deployment, and the value of the label <c>app</c> of its pods.</summary>
    public string Name => Service + Suffix;

    private string Suffix
    {
        get
        {
            var suffix = $"-{Branch}";
            if (Service.Length + suffix.Length <= MaxName)
            {
                return suffix;
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Branch)))[..HashLength];
            return $"{suffix[..(MaxName - Service.Length - HashLength - 1)].TrimEnd('-')}-{hash}";
        }
    }

    /// <summary>Writes it.</summary>
    /// <param name="folder">The folder of the branch; it holds a folder for each service.</param>
    /// <param name="basis">The folder of what every branch of the service has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task WriteAsync(string folder, string basis, CancellationToken cancellationToken)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, Service)).FullName;
        await File.WriteAllTextAsync(Path.Combine(own, FileName), Text(Path.GetRelativePath(own, basis).Replace('\\', '/')), cancellationToken);
        var services = Directory.EnumerateDirectories(folder).Where(one => File.Exists(Path.Combine(one, FileName))).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        await File.WriteAllTextAsync(
            Path.Combine(folder, FileName),
            $"# The branch {Branch}. Written by ./run branch manifest.\n{Head}resources: [{string.Join(", ", services)}]\n",
            cancellationToken);
    }

    private string Text(string basis) =>
        $$"""
        # {{Service}} of the branch {{Branch}}. Written by ./run branch manifest.
        {{Head.TrimEnd()}}
        namespace: {{Namespace}}
        nameSuffix: {{Suffix}}
        resources: [{{basis}}]
        images:
        - {name: {{Service}}, newName: {{Image.Name}}{{Part("newTag", Image.Digest is null ? Quoted(Image.Tag) : null)}}{{Part("digest", Image.Digest)}}}
        configMapGenerator:
        - {name: {{Service}}-env, behavior: merge, literals: [Branch={{Branch}}]}
        patches:
        - target: {kind: Deployment, name: {{Service}}}
          patch: |-
            - {op: replace, path: /spec/replicas, value: {{Replicas.ToString(CultureInfo.InvariantCulture)}}}
            - {op: replace, path: /metadata/labels/app, value: {{Name}}}
            - {op: replace, path: /spec/selector/matchLabels/app, value: {{Name}}}
            - {op: replace, path: /spec/template/metadata/labels/app, value: {{Name}}}
            - {op: add, path: /spec/template/metadata/labels/branch, value: {{Quoted(Branch)}}}

        """;

    private static string? Quoted(string? text) => text is null ? null : $"\"{text}\"";

    private static string Part(string key, string? value) => value is null ? "" : $", {key}: {value}";
}
