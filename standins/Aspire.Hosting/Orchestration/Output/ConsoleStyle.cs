namespace Aspire.Hosting.Orchestration.Output;

/// <summary>How lines look: plain where the output is no terminal or NO_COLOR is set.</summary>
/// <param name="Model">The resources: each has its colour, and their names the width of the prefix.</param>
/// <param name="IsTerminal">Whether there is a terminal that understands control sequences.</param>
/// <param name="Colours">Whether to use colours.</param>
internal sealed record ConsoleStyle(DistributedApplicationModel Model, bool IsTerminal, bool Colours)
{
    /// <summary>The style for standard output.</summary>
    public static ConsoleStyle Detect(DistributedApplicationModel model)
    {
        var isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        return new(model, isTerminal, isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
    }

    /// <summary>The name before a line, in the resource's colour; that of the AppHost itself without one.</summary>
    public string Prefix(string label, IResource? resource)
    {
        var text = label.PadRight(Model.Resources.Max(r => r.Name.Length + (r.GetReplicaCount() > 1 ? 2 : 0))) + " | ";
        return !Colours ? text : resource is null ? Ansi.Grey(text) : Ansi.Colour(text, Model.Resources.IndexOf(resource));
    }
}
