using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using WsAspire.Branching.Local;

namespace WsAspire.Cli;

/// <summary>Asks the AppHost of a running system.</summary>
/// <param name="system">The system.</param>
internal sealed class CommandChannel(RunningSystem system)
{
    /// <summary>Asks, and waits for the end of what was asked for.</summary>
    /// <param name="request">The request; its token is set here.</param>
    /// <param name="say">Is told what is being done.</param>
    /// <param name="cancellationToken">Closes the connection: what was begun is undone.</param>
    /// <returns>The instances that it is about.</returns>
    /// <exception cref="CommandFailedException">It was not done, or the system does not answer.</exception>
    public async Task<IReadOnlyList<StartedInstance>> AskAsync(BranchRequest request, Action<string> say, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient(AddressFamily.InterNetwork);
            await client.ConnectAsync(IPAddress.Loopback, system.CommandPort, cancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(request with { Token = system.Token }, LocalJson.Default.BranchRequest), (byte)'\n'], cancellationToken);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                switch (JsonSerializer.Deserialize(line, LocalJson.Default.BranchReply))
                {
                    case { Progress: { } progress }:
                        say(progress);
                        break;
                    case { Fault: { } fault }:
                        throw new CommandFailedException(fault);
                    case { Instances: { } instances }:
                        return instances;
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            throw new CommandFailedException($"the system (process {system.ProcessId}) does not answer: {exception.Message}");
        }

        throw new CommandFailedException($"the system (process {system.ProcessId}) ended meanwhile");
    }
}
