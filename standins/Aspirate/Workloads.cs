namespace Aspirate;

/// <summary>Finds what a manifest has to run.</summary>
/// <param name="options">Registry and tag of images.</param>
/// <param name="expressions">Resolves what stands in the manifest.</param>
/// <param name="warnings">Takes a line for each thing that is left out.</param>
internal sealed class Workloads(GenerateOptions options, Expressions expressions, TextWriter warnings)
{
    /// <summary>Reads each project and container, in the manifest's order.</summary>
    /// <exception cref="AspirateException">A resource cannot be read.</exception>
    public IReadOnlyList<Workload> Of(Manifest manifest) => [.. manifest.Resources.Where(resource => resource.Type is not ("parameter.v0" or "value.v0")).Select(Of)];

    private Workload Of(ManifestResource resource)
    {
        var isProject = resource.Type.StartsWith("project.", StringComparison.Ordinal);
        foreach (var mount in resource.Objects("bindMounts"))
        {
            warnings.WriteLine($"resource '{resource.Name}': the mount of '{mount["target"]}' is left out, as Aspirate has none: build the file into the image");
        }

        return new Workload(
            resource.Name,
            isProject,
            ImageOf(resource, isProject).ToLowerInvariant(),
            isProject ? null : resource.Text("entrypoint"),
            [.. resource.Texts("args").Select(expressions.Resolve)],
            EnvironmentOf(resource),
            PortBinding.Of(resource),
            isProject ? [] : VolumeMount.Of(resource));
    }

    private string ImageOf(ManifestResource resource, bool isProject)
    {
        if (!isProject && resource.Text("image") is { } image)
        {
            return image;
        }

        return isProject || (resource.Type == "container.v1" && resource.Json["build"] is not null)
            ? $"{(options.Registry is null ? "" : $"{options.Registry}/")}{resource.Name}:{options.Tag}"
            : throw new AspirateException($"resource '{resource.Name}': {resource.Type} must have {(resource.Type == "container.v1" ? "image or build" : "image")}");
    }

    private List<KeyValuePair<string, string>> EnvironmentOf(ManifestResource resource) =>
    [
        .. resource.Members("env")
            .Select(variable => KeyValuePair.Create(variable.Key, expressions.Resolve(resource.TextOf(variable.Value, $"env.{variable.Key}"))))
            .Where(variable => variable.Value.Length > 0),
    ];
}
