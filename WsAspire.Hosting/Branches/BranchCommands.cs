using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WsAspire.Branching.Local;

namespace WsAspire.Hosting.Branches;

/// <summary>Lets <c>./run branch add</c> start services of branches while the system runs; they end with it.</summary>
/// <remarks>The AppHost starts them itself, in its own process: Aspire takes no resource after the start. Not on Windows, which has no bash.</remarks>
public sealed class BranchCommands : IHostedService, IAsyncDisposable
{
    private const string Folder = "branches";
    private const int TokenLength = 32;
    private readonly IDistributedApplicationBuilder _builder;
    private readonly BranchCommandSettings _settings;
    private readonly List<(ProjectResource Service, EndpointReference Door)> _services = [];
    private BranchCommandServer? _server;
    private RunningSystemFile? _file;
    private BranchProcesses? _processes;
    private Task _end = Task.CompletedTask;

    private BranchCommands(IDistributedApplicationBuilder builder, BranchCommandSettings settings) => (_builder, _settings) = (builder, settings);

    /// <summary>Offers the commands from the time on at which all resources were started; in publish mode never.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="settings">What they have to know.</param>
    public static BranchCommands Offer(IDistributedApplicationBuilder builder, BranchCommandSettings settings)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var commands = new BranchCommands(builder, settings);
        if (builder.ExecutionContext.IsRunMode && !OperatingSystem.IsWindows())
        {
            builder.Eventing.Subscribe<AfterResourcesCreatedEvent>(commands.OpenAsync);

            // The first to start is the last to stop: what it has told to end does so beside the system's own.
            builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(commands));
        }

        return commands;
    }

    /// <summary>Lets a branch have a service.</summary>
    /// <param name="service">The service; what its default branch's instances have, others get too.</param>
    /// <param name="door">Where callers reach it.</param>
    public BranchCommands For(IResourceBuilder<ProjectResource> service, EndpointReference door)
    {
        ArgumentNullException.ThrowIfNull(service);

        _services.Add((service.Resource, door));
        return this;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _end;

    /// <summary>Ends what was started.</summary>
    public async ValueTask DisposeAsync()
    {
        _file?.Dispose();
        if (_processes is not null)
        {
            await _processes.DisposeAsync();
        }

        _server?.Dispose();
    }

    private async Task OpenAsync(AfterResourcesCreatedEvent created, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_settings.State.Path, Folder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var services = await Task.WhenAll(_services.Select(async one => new RunningService(
            one.Service.Name,
            Path.GetRelativePath(_settings.Root, one.Service.Annotations.OfType<IProjectMetadata>().Last().ProjectPath),
            one.Door.Url,
            one.Door.Resource != one.Service,
            await ServiceEnvironment.ReadAsync(one.Service, _builder.ExecutionContext, cancellationToken))));
        var token = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);
        _processes = new BranchProcesses(folder, _settings.Branches.Url);
        _server = new BranchCommandServer(_processes, services, token);
        var lifetime = created.Services.GetRequiredService<IHostApplicationLifetime>();
        _file = RunningSystemFile.Write(_settings.Root, new RunningSystem(
            Environment.ProcessId,
            _settings.State.Path,
            _server.Start(),
            token,
            _settings.Branches.Url,
            _settings.DefaultBranch,
            services,
            [.. _settings.AskedAtStart.Select(asked => new AskedInstance(asked.Branch, asked.Service, asked.Worktree))]));
        lifetime.ApplicationStopping.Register(() => _end = DisposeAsync().AsTask());
    }
}
