using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace WsAspire.ServiceDefaults.Shutdown;

/// <summary>The server, whose stop has a bound of its own: then what is left in flight is cut, and the rest of the host can still end in order.</summary>
internal sealed class DrainingServer(IServer server, ShutdownTimes times, TimeProvider time) : IServer
{
    public IFeatureCollection Features => server.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => server.StartAsync(application, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(times.DrainTimeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        await server.StopAsync(end.Token);
    }

    public void Dispose() => server.Dispose();
}
