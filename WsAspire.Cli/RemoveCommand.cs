using WsAspire.Branching.Local;

namespace WsAspire.Cli;

/// <summary><c>./run branch remove</c>: ends what <c>add</c> started, and says who else serves the branch.</summary>
internal static class RemoveCommand
{
    /// <summary>Runs the command; it ends when the instances have.</summary>
    /// <exception cref="CommandFailedException">There is nothing to end.</exception>
    public static async Task RunAsync(
        RunningSystem system, Overview overview, BranchArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var branch = BranchNames.Of(arguments.Name, overview, error.WriteLine);
        await error.WriteLineAsync($"ending {arguments.Service ?? "what was added"} of {branch}: it finishes what it has begun");
        var ended = await new CommandChannel(system).AskAsync(new BranchRequest("", BranchVerb.Stop, branch, arguments.Service), error.WriteLine, cancellationToken);
        foreach (var instance in ended)
        {
            await output.WriteLineAsync($"ended {instance.Service} of {branch}, localhost:{instance.Port}; its log: {instance.Log}");
        }

        var now = await new ControlPlane(system).ReadAsync(cancellationToken);
        var rows = BranchRow.Of(system, now, []).Where(row => row.Branch == branch && (arguments.Service is null || row.Service == arguments.Service)).ToList();
        foreach (var row in rows)
        {
            await output.WriteLineAsync($"{branch} still has {row.Service} at {row.Address}, {Origin(row)}");
        }

        if (ended.Count == 0)
        {
            throw new CommandFailedException($"./run branch add has started nothing for {branch}{(rows.Count == 0 ? ", and nobody else serves it" : "")}");
        }
    }

    private static string Origin(BranchRow row) => row.From == "start"
        ? "asked for by --branch at the start: it ends with the system"
        : "joined by hand: it ends where it was started";
}
