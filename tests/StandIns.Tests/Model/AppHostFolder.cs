using Aspire.Hosting;

namespace StandIns.Tests.Model;

/// <summary>Folders and project files as an AppHost finds them, removed with the test.</summary>
internal sealed class AppHostFolder : IDisposable
{
    public AppHostFolder(string appHostDirectory)
    {
        AppHostDirectory = Path.Combine(Root, appHostDirectory);
        Directory.CreateDirectory(AppHostDirectory);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("standins-model-").FullName;

    public string AppHostDirectory { get; }

    public void AddProject(string path, string launchSettings)
    {
        var properties = Directory.CreateDirectory(Path.Combine(Root, Path.GetDirectoryName(path)!, "Properties"));
        File.WriteAllText(Path.Combine(Root, path), "<Project />");
        File.WriteAllText(Path.Combine(properties.FullName, "launchSettings.json"), launchSettings);
    }

    public void AddWebProject(string path, int port) => AddProject(path, $$"""
        {
          // The schema is left out.
          "profiles": {
            "IIS Express": { "commandName": "IISExpress", "applicationUrl": "http://localhost:1" },
            "http": {
              "commandName": "Project",
              "applicationUrl": "http://localhost:{{port}}",
              "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" },
            },
            "other": { "commandName": "Project", "applicationUrl": "http://localhost:{{port + 1}}" }
          }
        }
        """);

    public IDistributedApplicationBuilder CreateBuilder(params string[] args) => DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        Args = args,
        ProjectDirectory = AppHostDirectory,
    });

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
