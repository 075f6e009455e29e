using Microsoft.AspNetCore.Connections.Features;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>What one connection wants to do once a second.</summary>
internal sealed class HeartbeatFeature : IConnectionHeartbeatFeature
{
    private Action? _actions;

    public void OnHeartbeat(Action<object> action, object state) => _actions += () => action(state);

    public void Tick() => _actions?.Invoke();
}
