using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WsAspire.Fuzz;

/// <summary>A service of the frame on real sockets.</summary>
internal static class FuzzedService
{
    /// <summary>Builds it.</summary>
    /// <param name="arguments">Configuration, such as <c>--urls</c>; a free loopback port without.</param>
    /// <param name="logs">Takes all that is logged.</param>
    public static WebApplication Create(string[] arguments, ILoggerProvider logs)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Nothing changes here, and each watched file takes one of the few watches of a user.
            Args = ["--urls", "http://127.0.0.1:0", "--ServiceName", "ws-fuzzed", "--hostBuilder:reloadConfigOnChange", "false", .. arguments],
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddFilter("WsAspire", LogLevel.Information).AddProvider(logs);
        builder.AddServiceDefaults();
        var app = builder.Build();
        app.MapGrpcService<EverythingEcho>();
        app.MapServiceDefaults();
        return app;
    }

    public static int PortOf(WebApplication app) => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
}
