using System.Collections.Concurrent;
using Envoy.Config.Core.V3;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Branching;
using WsBranches.Registry;

namespace WsBranches.Xds;

/// <summary>The proxies that are connected.</summary>
internal sealed class ProxyStreams(ResourceViews views, Warming warming, IOptions<BranchingOptions> options, TimeProvider time, ILogger<ProxyStreams> logger)
{
    private readonly ConcurrentDictionary<ProxyStream, bool> _streams = [];
    private readonly ControlPlane _identity = new() { Identifier = $"ws-branches/{Environment.MachineName}/{Environment.ProcessId}" };

    /// <summary>What identifies this control plane.</summary>
    public string Identifier => _identity.Identifier;

    /// <summary>How many there are.</summary>
    public int Count => _streams.Count;

    /// <summary>The streams, the oldest first.</summary>
    public IReadOnlyList<ProxyStream> All => [.. _streams.Keys.OrderBy(stream => stream.Proxy.ConnectedAt)];

    /// <summary>Opens a stream.</summary>
    public ProxyStream Open(Node? node, string address)
    {
        var proxy = ProxyIdentity.Of(node, address, time.GetUtcNow());
        var stream = new ProxyStream(proxy, views.Enter(proxy.Host), _identity, options.Value.Default, warming, time);
        _streams[stream] = true;
        Log.ProxyConnected(logger, proxy.Id, proxy.Program, proxy.Address);
        return stream;
    }

    /// <summary>Closes a stream.</summary>
    public void Close(ProxyStream stream)
    {
        _streams.TryRemove(stream, out _);
        stream.Close();
        views.Leave(stream.Proxy.Host);
        Log.ProxyLeft(logger, stream.Proxy.Id, stream.Proxy.Program, stream.Proxy.Address);
    }

    /// <summary>Tells a refusal.</summary>
    public void Reject(ProxyStream stream, Rejection rejection) =>
        Log.Rejected(logger, stream.Proxy.Id, string.Join(", ", rejection.Names), rejection.Text);
}
