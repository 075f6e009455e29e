using System.Text.Json;

namespace Aspire.Hosting.ApplicationModel;

internal sealed class LaunchProfileAnnotation(string name, LaunchProfile profile) : IResourceAnnotation
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    internal string Name => name;

    internal LaunchProfile Profile => profile;

    // The profile that is asked for, else the one that the AppHost itself was started with, else the first that starts the project.
    internal static LaunchProfileAnnotation? Find(IProjectMetadata project, string? name, IConfiguration configuration)
    {
        var path = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "Properties", "launchSettings.json");
        var settings = project.LaunchSettings ?? (File.Exists(path) ? JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(path), s_json) : null);
        var profiles = settings?.Profiles ?? [];
        if (name is not null && !profiles.ContainsKey(name))
        {
            throw new DistributedApplicationException($"Launch settings file of '{project.ProjectPath}' does not contain '{name}' profile.");
        }

        name ??= configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"];
        name = name is not null && profiles.ContainsKey(name) ? name : profiles.FirstOrDefault(p => p.Value.CommandName == "Project").Key;
        return name is null ? null : new(name, profiles[name]);
    }
}
