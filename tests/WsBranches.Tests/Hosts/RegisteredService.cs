using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using RouteProgram;

namespace WsBranches.Tests.Hosts;

/// <summary>A service of the frame that registers by itself and says who served a request.</summary>
internal sealed class RegisteredService(WebApplication app) : IAsyncDisposable
{
    /// <summary>Starts one.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="branch">Its branch.</param>
    /// <param name="plane">Where it registers.</param>
    /// <param name="port">Its port; 0: any.</param>
    /// <param name="next">The door of the service that it calls; null for none.</param>
    public static async Task<RegisteredService> StartAsync(string service, string branch, Uri plane, int port = 0, Uri? next = null)
    {
        string[] arguments =
        [
            "--urls", $"http://127.0.0.1:{port}", "--ServiceName", service, "--Branching:Branch", branch, "--Branching:ControlPlanes", plane.ToString(), "--Branching:Token", ControlPlane.Token,
            "--Admin:Enabled", "false", "--Shutdown:Delay", "00:00:00",
            .. next is null ? Array.Empty<string>() : [$"--services:{RouteInstance.Next}:http:0", next.ToString()],
        ];
        var app = RouteInstance.Create(arguments, builder => builder.Logging.ClearProviders());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RegisteredService(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}
