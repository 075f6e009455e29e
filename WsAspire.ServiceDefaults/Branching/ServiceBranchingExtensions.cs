using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Registers the part of a service in branch routing.</summary>
internal static class ServiceBranchingExtensions
{
    /// <summary>Adds it. Before the end of a service is registered: it leaves after that.</summary>
    public static void AddServiceBranching(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddConfigurationSection<BranchingOptions>(BranchingOptions.SectionName);
        services.AddSingleton<IConfigureOptions<BranchingOptions>, OwnBranchSetup>();
        services.AddSingleton<OwnBranch>();
        services.AddSingleton<RequestBranch>();
        services.AddTransient<BranchHandler>();
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler<BranchHandler>());
        services.AddSingleton<InstanceWatch>();
        services.AddSingleton<RegistrationMeter>();
        services.TryAddSingleton<ResolveName>(Dns.GetHostAddressesAsync);
        services.AddHostedService<RegistrationClient>();
    }

    /// <summary>Reads the branch of each request; around all that may answer.</summary>
    public static void MapServiceBranching(this WebApplication app) => app.UseMiddleware<BranchMiddleware>();

    /// <summary>Says who served behind a gRPC answer; inside of gRPC-Web.</summary>
    public static void MapBranchTrailers(this WebApplication app) => app.UseMiddleware<BranchTrailerMiddleware>();
}
