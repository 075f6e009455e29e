using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Aspirate;

/// <summary>What an AppHost published: the resources of types that are known here, in their order.</summary>
internal sealed partial class Manifest
{
    private static readonly string[] s_supported = ["project.v0", "project.v1", "container.v0", "container.v1", "parameter.v0", "value.v0"];
    private static readonly string[] s_onlyInAspirate = ["dockerfile.v0", "dapr.v0", "dapr.component.v0"];

    /// <summary>The resources.</summary>
    public required IReadOnlyList<ManifestResource> Resources { get; init; }

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="warnings">Takes a line for each resource that is left out.</param>
    /// <exception cref="AspirateException">There is no such file, or it is no manifest.</exception>
    public static Manifest Read(string path, TextWriter warnings)
    {
        if (!File.Exists(path))
        {
            throw new AspirateException($"The manifest file could not be loaded from: '{path}'");
        }

        return new Manifest { Resources = [.. ResourcesOf(path).Select(member => ResourceOf(member.Key, member.Value, warnings)).OfType<ManifestResource>()] };
    }

    /// <summary>Finds a resource; null where there is none such.</summary>
    public ManifestResource? Find(string name) => Resources.FirstOrDefault(resource => resource.Name == name);

    // A name becomes the name of a folder.
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]*$")]
    private static partial Regex ValidName();

    private static JsonObject ResourcesOf(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) switch
            {
                JsonObject manifest => manifest["resources"] as JsonObject ?? [],
                _ => throw new AspirateException($"'{path}' is no manifest: it holds no JSON object"),
            };
        }
        catch (JsonException exception)
        {
            throw new AspirateException($"'{path}' is no manifest: {exception.Message}");
        }
    }

    private static ManifestResource? ResourceOf(string name, JsonNode? node, TextWriter warnings)
    {
        var json = node as JsonObject ?? throw new AspirateException($"resource '{name}': expected an object, got {node?.ToJsonString() ?? "null"}");
        var type = new ManifestResource(name, "", json).Text("type");
        if (s_onlyInAspirate.Contains(type))
        {
            throw new AspirateException($"resource '{name}' is of type '{type}', which Aspirate has and this stand-in has not");
        }

        if (s_supported.Contains(type))
        {
            if (!ValidName().IsMatch(name))
            {
                throw new AspirateException($"resource '{name}': expected a name of letters, digits and hyphens, as Aspire has them");
            }

            return new ManifestResource(name, type!, json);
        }

        warnings.WriteLine(type is null
            ? $"Resource '{name}' does not have a type. Skipping as UnsupportedResource."
            : $"Resource '{name}' is unsupported type '{type}'. Skipping as UnsupportedResource.");
        return null;
    }
}
