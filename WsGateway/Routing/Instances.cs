using WsGateway.Proxy;

namespace WsGateway.Routing;

/// <summary>The instances, each once, in however many branches it is: what one of them learns of it holds for all.</summary>
internal sealed class Instances(TimeProvider time, ILogger<Instances> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Host, int Port), (Instance Instance, int Count)> _instances = [];

    /// <summary>Gives an instance to a branch; each time it is given it is taken back once.</summary>
    public Instance Rent(string host, int port)
    {
        lock (_lock)
        {
            var (instance, count) = _instances.TryGetValue((host, port), out var known)
                ? known
                : (new Instance(host, port, new PingConnection(host, port), time, logger), 0);
            _instances[(host, port)] = (instance, count + 1);
            return instance;
        }
    }

    /// <summary>Takes an instance back. What was known of it is forgotten with the last branch.</summary>
    public void Return(Instance instance)
    {
        lock (_lock)
        {
            var key = (instance.Host, instance.Port);
            var count = _instances[key].Count - 1;
            if (count > 0)
            {
                _instances[key] = (instance, count);
                return;
            }

            _instances.Remove(key);
        }

        instance.Forget();
    }
}
