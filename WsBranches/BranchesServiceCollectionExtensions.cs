using WsAspire.ServiceDefaults.Branching;
using WsBranches.Access;
using WsBranches.Audit;
using WsBranches.Doors;
using WsBranches.Registry;
using WsBranches.Xds;

namespace WsBranches;

/// <summary>Registers what the control plane is made of.</summary>
internal static class BranchesServiceCollectionExtensions
{
    private const int MinTokenLength = 8;
    private const int MaxTokenLength = 512;

    /// <summary>Registers registry, resources, access and options.</summary>
    public static void AddBranches(this WebApplicationBuilder builder)
    {
        builder.AddConfigurationSection<BranchesOptions>(BranchesOptions.SectionName);
        builder.Services.AddOptions<BranchingOptions>().Validate(
            options => options.Token is { Length: >= MinTokenLength and <= MaxTokenLength },
            $"{BranchingOptions.SectionName}:{nameof(BranchingOptions.Token)}: required here; {MinTokenLength} to {MaxTokenLength} visible ASCII characters that instances and proxies send");
        builder.Services.AddSingleton<TokenGuard>();
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddSingleton<BranchesMeter>();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(BranchesMeter.Name));
        builder.Services.AddSingleton<DoorClient>();
        builder.Services.AddSingleton<ChangedBranches>();
        builder.Services.AddSingleton<InstanceRegistry>();
        builder.Services.AddSingleton<Pins>();
        builder.Services.AddHostedService<ConfiguredPins>();
        builder.Services.AddSingleton<ResourceViews>();
        builder.Services.AddSingleton<ProxyStreams>();
        builder.Services.AddSingleton<Warming>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Warming>());
        builder.Services.AddHostedService<ResourcePublisher>();

        // A process at a breakpoint answers no ping. Registrations have a silence limit, proxies ping themselves, and TCP finds hosts that are gone.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.MaxValue);
    }
}
