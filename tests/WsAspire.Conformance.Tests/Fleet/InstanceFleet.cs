using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteProgram;

namespace WsAspire.Conformance.Tests.Fleet;

/// <summary>Instances of the frame, all in this process, each on a port of its own.</summary>
public sealed class InstanceFleet : IAsyncDisposable
{
    /// <summary>The tag by which spans of this process are told apart.</summary>
    public const string ServiceTag = "tests.service";

    private readonly List<WebApplication> _instances = [];

    /// <summary>Starts an instance.</summary>
    /// <returns>Its port.</returns>
    public async Task<int> StartAsync(string service, string branch, int controlPlane, Uri? next)
    {
        var app = RouteInstance.Create(InstanceArguments.Of(service, branch, 0, controlPlane, next), builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddTransient<IStartupFilter>(_ => new ServiceTagFilter(service));
        });
        _instances.Add(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_instances.Select(instance => instance.StopAsync()));
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }
    }

    /// <summary>Marks the span of each request with the service.</summary>
    private sealed class ServiceTagFilter(string service) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                Activity.Current?.SetTag(ServiceTag, service);
                return following(context);
            });
            next(app);
        };
    }
}
