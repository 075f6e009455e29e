using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StandIns.Tests.Orchestration;

/// <summary>A replica of the tests: per connection it reads to the end, then answers its name and what it read, and closes.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public EchoServer(string name)
    {
        _listener.Start();
        _ = ServeAsync(name);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends with true when a client was reset, not closed.</summary>
    public TaskCompletionSource<bool> SawReset { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(string name)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream);
                var text = await reader.ReadToEndAsync();
                await stream.WriteAsync(Encoding.UTF8.GetBytes($"{name}:{text}"));
            }
            catch (IOException)
            {
                SawReset.TrySetResult(true);
            }
        }
    }
}
