using System.Text.Json;
using WsAspire.Branching.Local;

namespace WsAspire.Cli;

/// <summary><c>./run branch</c>: services of branches while the system runs, and what a cluster needs for one.</summary>
internal static class BranchCommand
{
    /// <summary>Runs a command.</summary>
    /// <param name="root">Root of this tree.</param>
    /// <param name="arguments">The command with its arguments.</param>
    /// <param name="output">Takes what was asked for.</param>
    /// <param name="error">Takes progress and faults.</param>
    /// <returns>0; 2 where the command line cannot be meant so, 1 where what it asks for cannot be done, 130 after Ctrl+C.</returns>
    public static async Task<int> RunAsync(string root, IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        using var cancel = new CancellationTokenSource();
        using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            cancel.Cancel();
        });
        try
        {
            var parsed = BranchArguments.Parse(arguments);
            if (parsed.Verb == "manifest")
            {
                await ManifestCommand.RunAsync(root, parsed, output, error, cancel.Token);
            }
            else
            {
                await RunAsync(root, parsed, output, error, cancel.Token);
            }

            return 0;
        }
        catch (Exception exception) when (exception is UsageException or CommandFailedException)
        {
            await error.WriteLineAsync($"branch: {exception.Message}");
            return exception is UsageException ? 2 : 1;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await error.WriteLineAsync("branch: cancelled");
            return 130;
        }
    }

    private static async Task RunAsync(string root, BranchArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var system = await RunningSystems.FindAsync(root, arguments.State, cancellationToken);
        if (arguments.Service is { } asked && system.Services.All(one => one.Name != asked))
        {
            throw new UsageException($"{arguments.Verb}: '{asked}' is no service of the system; there are {string.Join(", ", system.Services.Select(one => one.Name))}");
        }

        var overview = await new ControlPlane(system).ReadAsync(cancellationToken);
        switch (arguments.Verb)
        {
            case "list":
                await ListAsync(system, overview, arguments.IsJson, output, cancellationToken);
                break;
            case "add":
                await AddCommand.RunAsync(root, system, overview, arguments, output, error, cancellationToken);
                break;
            case "remove":
                await RemoveCommand.RunAsync(system, overview, arguments, output, error, cancellationToken);
                break;
            default:
                await ExplainAsync(system, overview, arguments, output, error, cancellationToken);
                break;
        }
    }

    private static async Task ListAsync(RunningSystem system, Overview overview, bool isJson, TextWriter output, CancellationToken cancellationToken)
    {
        var started = await new CommandChannel(system).AskAsync(new BranchRequest("", BranchVerb.List), _ => { }, cancellationToken);
        var rows = BranchRow.Of(system, overview, started);
        if (isJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(rows, CliJson.Default.IReadOnlyListBranchRow));
        }
        else
        {
            BranchTable.Write(rows, TimeZoneInfo.Local, output);
        }
    }

    private static async Task ExplainAsync(
        RunningSystem system, Overview overview, BranchArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var branch = BranchNames.Of(arguments.Name, overview, error.WriteLine);
        foreach (var service in system.Services.Where(one => arguments.Service is null || one.Name == arguments.Service))
        {
            var explained = await new ControlPlane(system).ExplainAsync(service.Name, branch, cancellationToken);
            var reason = explained.Reason is null ? "" : $" ({explained.Reason})";
            await output.WriteLineAsync($"{service.Name}: {explained.Text}{reason}");
        }
    }
}
