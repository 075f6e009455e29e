using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WsBranches.Tests.Hosts;

/// <summary>Serves its own name over HTTP/2: an instance without registration, so that it can die without the control plane being told.</summary>
internal sealed class BackEnd : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BackEnd(WebApplication app, string name)
    {
        _app = app;
        Name = name;
    }

    public string Name { get; }

    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    /// <summary>Starts one.</summary>
    public static async Task<BackEnd> StartAsync(string name)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapGet("/", () => name);
        app.MapGet("/fail", () => Results.Text(name, statusCode: StatusCodes.Status500InternalServerError));
        app.MapGet("/wait/{milliseconds:int}", async (int milliseconds, HttpContext context) =>
        {
            await Task.Delay(milliseconds, context.RequestAborted);
            return name;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new BackEnd(app, name);
    }

    /// <summary>Ends it: its port refuses connections.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        try
        {
            await _app.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
            // As a process that dies: nothing in flight is finished.
        }

        await _app.DisposeAsync();
    }
}
