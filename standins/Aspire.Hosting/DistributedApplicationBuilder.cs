using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting;

internal sealed partial class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private static readonly Dictionary<string, string> s_switches = new()
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
        ["--output-path"] = "Publishing:OutputPath",
        ["--step"] = "Pipeline:Step",
    };

    private readonly HostApplicationBuilder _host;

    private DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        HostApplicationBuilderSettings settings = new() { Configuration = new ConfigurationManager() };
        AppHostEntryPoint.Current?.Constructing(options, settings);
        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory ?? Metadata("apphostprojectpath") ?? Directory.GetCurrentDirectory();
        settings.Args ??= options.Args;
        settings.ContentRootPath ??= AppHostDirectory;
        settings.Configuration!.AddInMemoryCollection([new(HostDefaults.ApplicationKey, AppHostAssembly?.GetName().Name)]);
        _host = Host.CreateApplicationBuilder(settings);
        if (AppHostAssembly is not null)
        {
            Configuration.AddUserSecrets(AppHostAssembly, optional: true);
            Configuration.AddEnvironmentVariables();
        }

        Configuration.AddCommandLine(options.Args ?? [], s_switches);
        Configuration["AppHost:Directory"] = AppHostDirectory;
        Configuration["AppHost:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
            Metadata("apphostprojectname") ?? $"{Environment.ApplicationName}.csproj")));
        ExecutionContext = new(
            IsPublish() ? DistributedApplicationOperation.Publish : DistributedApplicationOperation.Run, Configuration["Publishing:Publisher"] ?? "manifest");
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        Services.AddSingleton(options);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(Eventing);
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton(services => new ResourceCommandService(services));
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        Services.AddHealthChecks();
        if (ExecutionContext.IsRunMode)
        {
            AddOrchestration(options);
        }
        else
        {
            Services.AddHostedService<ManifestPublisher>();
        }
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection([]);

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        if (Resources.FirstOrDefault(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)) is { } existing)
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because resource of type '{existing.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        AppHostEntryPoint.Current?.Building(this);
        DistributedApplication app = new(_host.Build());
        ExecutionContext.Services = app.Services;
        AppHostEntryPoint.Current?.Built(app);
        return app;
    }

    internal static DistributedApplicationBuilder Create(DistributedApplicationOptions options)
    {
        DistributedApplicationBuilder builder = new(options);
        AppHostEntryPoint.Current?.Constructed(builder);
        return builder;
    }

    // Implemented in Orchestration/: registers what runs the resources.
    partial void AddOrchestration(DistributedApplicationOptions options);

    private string? Metadata(string key) =>
        AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value;

    private bool IsPublish() => Configuration["Publishing:Publisher"] is not null
        || string.Equals(Configuration["AppHost:Operation"], "publish", StringComparison.OrdinalIgnoreCase);
}
