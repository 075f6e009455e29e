using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration.Output;

/// <summary>What people are told of the resources: their latest states, and what they wait for.</summary>
internal sealed class ResourceBoard(DistributedApplicationModel model, TimeProvider time)
{
    private const string NotYetHealthy = "not healthy yet";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, BoardEntry> _entries = [];

    /// <summary>Takes a change in.</summary>
    /// <returns>How the row of the resource reads now; null when it reads as before, or nobody has to be told.</returns>
    public ResourceRow? Update(ResourceEvent change)
    {
        lock (_lock)
        {
            var before = _entries.GetValueOrDefault(change.ResourceId);
            var entry = BoardEntry.After(before, change, time.GetUtcNow());
            _entries[change.ResourceId] = entry;
            var isNews = before?.Since != entry.Since && change.Snapshot.State?.Text is not (null or "NotStarted");
            return isNews && IsShown(change) ? Row(entry) : null;
        }
    }

    /// <summary>The rows of the table, in the order of the model.</summary>
    public IReadOnlyList<ResourceRow> Rows()
    {
        lock (_lock)
        {
            return [.. model.Resources.SelectMany(EntriesOf).Where(entry => IsShown(entry.Event)).Select(Row)];
        }
    }

    /// <summary>A line for each resource that has been waiting, or running without being healthy, for longer than a time.</summary>
    public IReadOnlyList<string> Waits(TimeSpan longerThan)
    {
        lock (_lock)
        {
            var slow = Rows().Where(row => row.Since > longerThan).ToList();
            return
            [
                .. slow.Where(row => row.State.StartsWith("Waiting for ", StringComparison.Ordinal)).Select(row => $"{row.Name} waits{row.State["Waiting".Length..]}"),
                .. slow.Where(row => row.Health is NotYetHealthy or "Unhealthy").Select(row => $"{row.Name} runs, but is not healthy: {row.Problem}"),
            ];
        }
    }

    /// <summary>The replicas of a resource, as last heard of.</summary>
    public IReadOnlyList<BoardEntry> EntriesOf(IResource resource)
    {
        lock (_lock)
        {
            return [.. _entries.Values.Where(entry => entry.Event.Resource == resource)];
        }
    }

    /// <summary>Whether nobody has to wait for a resource: each replica is healthy, or has done its work.</summary>
    public bool IsMet(IResource resource) => EntriesOf(resource) is { Count: > 0 } entries
        && entries.All(entry => entry.Snapshot.HealthStatus == HealthStatus.Healthy || entry.Is(KnownResourceStates.Finished));

    private static bool IsFailed(CustomResourceSnapshot state) =>
        state.State?.Text is "FailedToStart" or "ValueMissing" || (state.State?.Text is "Exited" && state.ExitCode != 0);

    private static bool IsShown(ResourceEvent change) => ProcessResources.RunsAsProcess(change.Resource)
        || change.Resource is ContainerResource || IsFailed(change.Snapshot) || HealthMonitor.Keys(change.Resource).Any();

    private bool IsMet(WaitAnnotation wait) => wait.WaitType switch
    {
        WaitType.WaitForCompletion => EntriesOf(wait.Resource).All(entry => KnownResourceStates.TerminalStates.Contains(entry.Snapshot.State?.Text)),
        WaitType.WaitUntilStarted => EntriesOf(wait.Resource).All(entry => entry.Is(KnownResourceStates.Running)),
        _ => IsMet(wait.Resource),
    };

    private ResourceRow Row(BoardEntry entry)
    {
        var (state, resource) = (entry.Snapshot, entry.Event.Resource);
        var causes = resource.Annotations.OfType<WaitAnnotation>().Where(wait => !IsMet(wait)).Select(wait => Cause(wait.Resource)).ToList();
        return new(
            ProcessResources.Label(resource, entry.Event.ResourceId),
            state.State?.Text switch
            {
                "Waiting" when causes.Count > 0 => $"Waiting for {string.Join(", ", causes)}",
                "Exited" => $"Exited (code {state.ExitCode})",
                var text => text ?? "",
            },
            state.HealthReports.IsEmpty || state.HealthStatus is not { } health ? "" : entry.WasHealthy ? health.ToString() : NotYetHealthy,
            entry.Is(KnownResourceStates.Running) ? string.Join(" ", entry.Urls) : "",
            time.GetUtcNow() - entry.Since,
            IsFailed(state),
            string.Join("; ", state.HealthReports.Where(r => r.Status != HealthStatus.Healthy).Select(r => $"{r.Name} {r.Description}".TrimEnd())),
            model.Resources.IndexOf(resource));
    }

    /// <summary>"orders (mysql: starting)": what is waited for, and what that itself waits for at bottom.</summary>
    private string Cause(IResource dependency)
    {
        var root = dependency;
        for (var seen = new HashSet<IResource>(); seen.Add(root);)
        {
            root = StopOrder.Needs(root).FirstOrDefault(need => !IsMet(need) && EntriesOf(need).Count > 0) ?? root;
        }

        var state = EntriesOf(root).Select(entry => entry.Snapshot.State?.Text).FirstOrDefault() ?? "unknown";
        var text = state == KnownResourceStates.Running && !IsMet(root) ? "not healthy" : state.ToLowerInvariant();
        return root == dependency ? $"{dependency.Name} ({text})" : $"{dependency.Name} ({root.Name}: {text})";
    }
}
