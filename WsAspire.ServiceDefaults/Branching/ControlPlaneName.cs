using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Keeps this instance registered with every control plane behind one configured address: a name may stand for several, as that of a headless Service does,
/// and they may change.</summary>
/// <param name="address">As it is configured. One with an IP address, and one over TLS, which needs the name, stands for itself.</param>
/// <param name="resolve">Finds what is behind the name.</param>
/// <param name="create">Makes the connection to one.</param>
/// <param name="time">Says when to look again.</param>
/// <param name="logger">Is told once that the name is not known.</param>
internal sealed class ControlPlaneName(Uri address, ResolveName resolve, Func<Uri, ControlPlane> create, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_unknown = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Uri, Task> _running = [];
    private volatile HashSet<Uri> _current = [];
    private bool _isTold;

    /// <summary>Registers until it is told to end.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await LookAsync(end);
            foreach (var (plane, _) in _running.Where(one => one.Value.IsCompleted).ToArray())
            {
                _running.Remove(plane);
            }

            foreach (var plane in _current.Where(plane => !_running.ContainsKey(plane)))
            {
                _running.Add(plane, create(plane).RunAsync(() => _current.Contains(plane), end));
            }

            await Task.Delay(_current.Count > 0 ? s_period : s_unknown, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_running.Values);
    }

    // Who was found before is kept while the name is not known.
    private async Task LookAsync(CancellationToken end)
    {
        if (address.Scheme != Uri.UriSchemeHttp || address.IsLoopback || address.HostNameType != UriHostNameType.Dns)
        {
            _current = [address];
            return;
        }

        try
        {
            _current = [.. (await resolve(address.Host, end)).Select(ip => new UriBuilder(address) { Host = ip.ToString() }.Uri)];
            _isTold = false;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            if (!_isTold && !end.IsCancellationRequested && _current.Count == 0)
            {
                _isTold = true;
                BranchingLog.Lost(logger, address, exception.Message);
            }
        }
    }
}
