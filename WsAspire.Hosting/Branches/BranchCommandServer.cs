using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WsAspire.Branching.Local;

namespace WsAspire.Hosting.Branches;

/// <summary>Takes requests of <c>./run branch</c> on a loopback port: a line of JSON, answered by lines of JSON.</summary>
/// <param name="processes">Does what is asked.</param>
/// <param name="services">The services that a branch may have.</param>
/// <param name="token">What each request has to show.</param>
internal sealed class BranchCommandServer(BranchProcesses processes, IReadOnlyList<RunningService> services, string token) : IDisposable
{
    private const int MaxReplicas = 9;
    private const int MaxRequest = 16 * 1024;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_requestBound = TimeSpan.FromSeconds(5);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Begins to listen.</summary>
    /// <returns>The port.</returns>
    public int Start()
    {
        _listener.Start();
        _ = AcceptAsync();
        return ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Cancel();
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var ending = _ending.Token;
        while (!ending.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(ending));
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (!ending.IsCancellationRequested)
            {
                // Whoever came is gone again, or there is no file left for him: the next one may be luckier.
                await Task.Delay(s_pause, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        try
        {
            var request = await ReadAsync(stream);
            using var gone = new CancellationTokenSource();
            var left = WatchAsync(stream, gone);
            try
            {
                Write(stream, await DoAsync(request, reply => Write(stream, reply), gone.Token));
            }
            finally
            {
                client.Client.Shutdown(SocketShutdown.Both);
                await left;
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // Nobody listens any more, or nothing was asked.
        }
    }

    private async Task<BranchReply> DoAsync(BranchRequest? request, Action<BranchReply> reply, CancellationToken gone)
    {
        try
        {
            return request switch
            {
                null => new BranchReply(Fault: "that is no request"),
                _ when !Knows(request.Token) => new BranchReply(Fault: "the token is not that of this system"),
                { Verb: BranchVerb.List } => new BranchReply(Instances: processes.List()),
                { Branch: null } => new BranchReply(Fault: "the branch is missing"),
                { Verb: BranchVerb.Stop } => new BranchReply(Instances: await processes.StopAsync(request.Branch, request.Service)),
                { Program: null } or { Worktree: null } or { Replicas: < 1 or > MaxReplicas } => new BranchReply(Fault: $"program, worktree or replicas (1 to {MaxReplicas}) are missing"),
                _ when services.FirstOrDefault(one => one.Name == request.Service) is { } service =>
                    new BranchReply(Instances: await processes.StartAsync(request, service, text => reply(new BranchReply(Progress: text)), gone)),
                _ => new BranchReply(Fault: $"'{request.Service}' is no service of this system: {string.Join(", ", services.Select(one => one.Name))}"),
            };
        }
        catch (BranchFailedException exception)
        {
            return new BranchReply(Fault: exception.Message);
        }
        catch (OperationCanceledException)
        {
            return new BranchReply(Fault: "the system ends");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return new BranchReply(Fault: exception.Message);
        }
    }

    private bool Knows(string? shown) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown ?? ""), Encoding.UTF8.GetBytes(token));

    private static async Task<BranchRequest?> ReadAsync(NetworkStream stream)
    {
        using var bound = new CancellationTokenSource(s_requestBound);
        var (buffer, length) = (new byte[MaxRequest], 0);
        while (length < MaxRequest && await stream.ReadAsync(buffer.AsMemory(length), bound.Token) is var read and > 0)
        {
            length += read;
            if (buffer[length - 1] == '\n')
            {
                try
                {
                    return JsonSerializer.Deserialize(buffer.AsSpan(0, length), LocalJson.Default.BranchRequest);
                }
                catch (JsonException)
                {
                    return null;
                }
            }
        }

        return null;
    }

    /// <summary>Who asked sends nothing more: when this reads something, it is the end of the connection.</summary>
    private static async Task WatchAsync(NetworkStream stream, CancellationTokenSource gone)
    {
        try
        {
            _ = await stream.ReadAsync(new byte[1]);
        }
        catch (IOException)
        {
            // Its process was killed.
        }

        await gone.CancelAsync();
    }

    private static void Write(NetworkStream stream, BranchReply reply) =>
        stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(reply, LocalJson.Default.BranchReply), (byte)'\n']);
}
