using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Orchestration.Output;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Hosting;

// What run mode adds to the builder's services.
internal sealed partial class DistributedApplicationBuilder
{
    partial void AddOrchestration(DistributedApplicationOptions options)
    {
        Services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning));
        Services.RemoveAll<ILoggerProvider>();
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(services => RunOptions.From(services.GetRequiredService<IConfiguration>()));
        Services.AddSingleton<Watchdog>();
        Services.AddSingleton<RunServices>();
        Services.AddSingleton<EndpointAllocator>();
        Services.AddSingleton(DashboardPlan.Make(Configuration, options.DisableDashboard, AppHostDirectory, Environment.ApplicationName));
        Services.AddSingleton<DashboardResources>();
        Services.AddSingleton<RunDashboard>();
        if (RunOptions.From(Configuration).ShowConsole)
        {
            Services.AddSingleton<ResourceBoard>();
            Services.AddSingleton<ReadyReport>();
            Services.AddSingleton(services => ConsoleStyle.Detect(services.GetRequiredService<DistributedApplicationModel>()));
            Services.AddSingleton(ConsoleScreen.ForStandardOutput);
            Services.AddSingleton<ILoggerProvider, ConsoleLog>();
            Services.AddHostedService<RunConsole>();
        }

        Services.AddHostedService<HealthMonitor>();
        Services.AddHostedService<RunService>();
    }
}
