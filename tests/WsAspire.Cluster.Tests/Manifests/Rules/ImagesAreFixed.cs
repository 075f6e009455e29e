namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>An image is named by a tag or a digest that means the same tomorrow, so that it need not be asked for again.</summary>
internal sealed class ImagesAreFixed : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var container in set.Containers)
        {
            var image = container.Json.Text("image") ?? "";
            var (name, digest) = image.Split('@') is [var left, var right] ? (left, right) : (image, null);
            var tag = name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/') ? name[(colon + 1)..] : null;
            if (digest is null && tag is null or "" or "latest")
            {
                yield return $"{container}: image: is '{image}', expected a tag that is not latest, or a digest";
            }

            if (container.Json.Text("imagePullPolicy") != "IfNotPresent")
            {
                yield return $"{container}: imagePullPolicy: expected IfNotPresent: a registry that is away must not keep a pod from starting";
            }
        }
    }
}
