namespace WsGateway.Tests.Hosts;

/// <summary>The gateway before a service that answers what it was sent. There is no control plane.</summary>
public sealed class Door : IAsyncLifetime
{
    private BackEnd? _service;
    private Gateway? _gateway;

    internal Gateway Gateway => _gateway!;

    internal BackEnd Service => _service!;

    public async ValueTask InitializeAsync()
    {
        _service = await BackEnd.StartAsync("static");
        _gateway = await Gateway.StartAsync(default(Uri), _service);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        await _service!.DisposeAsync();
    }
}
