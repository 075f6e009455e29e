using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration.Output;

/// <summary>What people are told of the resources: their latest states, what they wait for, and when all are ready.</summary>
internal sealed class ResourceBoard(DistributedApplicationModel model, RunOptions options, TimeProvider time)
{
    private const string NotYetHealthy = "not healthy yet";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private bool _reported;

    /// <summary>Takes a change in.</summary>
    /// <returns>How the row of the resource reads now, when it reads differently; null when nobody has to be told.</returns>
    public ResourceRow? Update(ResourceEvent change)
    {
        lock (_lock)
        {
            var before = _entries.GetValueOrDefault(change.ResourceId);
            var isSame = before is not null && KindOf(before.Event) == KindOf(change);
            var wasHealthy = change.Snapshot.State?.Text == KnownResourceStates.Running
                && (before?.WasHealthy == true || change.Snapshot.HealthStatus == HealthStatus.Healthy);
            _entries[change.ResourceId] = new Entry(change, isSame ? before!.Since : time.GetUtcNow(), wasHealthy);
            return isSame || !IsShown(change) || change.Snapshot.State?.Text is null or "NotStarted" ? null : Row(_entries[change.ResourceId]);
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
            return [.. Rows().Where(row => row.Since > longerThan && (row.State.StartsWith("Waiting for", StringComparison.Ordinal) || row.Health is NotYetHealthy or "Unhealthy"))
                .Select(row => row.Health.Length == 0 ? $"{row.Name} waits{row.State[KnownResourceStates.Waiting.Length..]}" : $"{row.Name} runs, but is not healthy: {Problem(row.Name)}")
                .Distinct()];
        }
    }

    /// <summary>The block that says that all is ready: once, when it is.</summary>
    /// <param name="since">When the AppHost was started.</param>
    public IReadOnlyList<string> ReadyBlock(DateTimeOffset since)
    {
        lock (_lock)
        {
            var expected = model.Resources.Where(r => (ProcessResources.RunsAsProcess(r) || r is ContainerResource) && !r.HasAnnotationOfType<ExplicitStartupAnnotation>()).ToList();
            if (_reported || expected.Count == 0 || !expected.TrueForAll(IsMet))
            {
                return [];
            }

            _reported = true;
            var build = options.BuildTime ?? TimeSpan.Zero;
            var created = EntriesOf(expected[0]).First().Event.Snapshot.CreationTimeStamp!.Value;
            var parts = expected.Select(resource => (resource.Name, Time: EntriesOf(resource).Max(TimeToReady))).Prepend(("apphost", created - since.UtcDateTime));
            var split = (options.BuildTime is null ? parts : parts.Prepend(("build", build))).Select(part => $"{part.Item1} {Seconds(part.Item2)}");
            var urls = expected.SelectMany(resource => Urls(EntriesOf(resource).First().Event).Select(url => $"  {resource.Name.PadRight(expected.Max(r => r.Name.Length))}  {url}"));
            return [$"Ready in {Seconds(time.GetUtcNow() - since + build)} ({string.Join(", ", split)})", .. urls, "  Ctrl+C stops everything."];
        }
    }

    private static (string?, HealthStatus?, int?) KindOf(ResourceEvent change) => (change.Snapshot.State?.Text, change.Snapshot.HealthStatus, change.Snapshot.ExitCode);

    private static string Label(ResourceEvent change) => ProcessResources.Label(change.Resource, change.ResourceId);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private static IEnumerable<string> Urls(ResourceEvent change) => change.Snapshot.Urls.Where(url => !url.IsInternal).Select(url => url.Url);

    private static bool IsFailed(ResourceEvent change) =>
        change.Snapshot.State?.Text is "FailedToStart" or "ValueMissing" || (change.Snapshot.State?.Text == KnownResourceStates.Exited && change.Snapshot.ExitCode != 0);

    private static bool IsShown(ResourceEvent change) =>
        ProcessResources.RunsAsProcess(change.Resource) || change.Resource is ContainerResource || IsFailed(change) || HealthMonitor.Keys(change.Resource).Any();

    private static TimeSpan TimeToReady(Entry entry) =>
        (entry.Event.Snapshot.StopTimeStamp ?? entry.Since.UtcDateTime) - (entry.Event.Snapshot.StartTimeStamp ?? entry.Since.UtcDateTime);

    private IEnumerable<Entry> EntriesOf(IResource resource) => _entries.Values.Where(entry => entry.Event.Resource == resource);

    private bool IsMet(IResource resource) => EntriesOf(resource).Select(entry => entry.Event.Snapshot).ToList() is { Count: > 0 } states
        && states.TrueForAll(state => state.HealthStatus == HealthStatus.Healthy || state.State?.Text == KnownResourceStates.Finished);

    private bool IsMet(WaitAnnotation wait) => wait.WaitType switch
    {
        WaitType.WaitForCompletion => EntriesOf(wait.Resource).All(entry => KnownResourceStates.TerminalStates.Contains(entry.Event.Snapshot.State?.Text)),
        WaitType.WaitUntilStarted => EntriesOf(wait.Resource).All(entry => entry.Event.Snapshot.State?.Text == KnownResourceStates.Running),
        _ => IsMet(wait.Resource),
    };

    private ResourceRow Row(Entry entry)
    {
        var (state, change) = (entry.Event.Snapshot, entry.Event);
        var text = state.State?.Text switch
        {
            "Waiting" when change.Resource.Annotations.OfType<WaitAnnotation>().Where(wait => !IsMet(wait)).Select(wait => Cause(wait.Resource)).ToList() is { Count: > 0 } causes =>
                $"Waiting for {string.Join(", ", causes)}",
            "Exited" => $"Exited (code {state.ExitCode})",
            var other => other ?? "",
        };
        var health = state.HealthReports.Length == 0 || state.HealthStatus is null ? "" : entry.WasHealthy ? state.HealthStatus.ToString()! : NotYetHealthy;
        var urls = state.State?.Text == KnownResourceStates.Running ? string.Join(" ", Urls(change)) : "";
        return new(Label(change), text, health, urls, time.GetUtcNow() - entry.Since, IsFailed(change), model.Resources.IndexOf(change.Resource));
    }

    /// <summary>"orders (mysql: starting)": what is waited for, and what that itself waits for at bottom.</summary>
    private string Cause(IResource dependency)
    {
        var root = dependency;
        for (var seen = new HashSet<IResource>(); seen.Add(root);)
        {
            root = StopOrder.Needs(root).FirstOrDefault(need => !IsMet(need) && EntriesOf(need).Any()) ?? root;
        }

        var state = EntriesOf(root).Select(entry => entry.Event.Snapshot).FirstOrDefault();
        var text = state?.State?.Text == KnownResourceStates.Running && !IsMet(root) ? "not healthy" : state?.State?.Text.ToLowerInvariant() ?? "unknown";
        return root == dependency ? $"{dependency.Name} ({text})" : $"{dependency.Name} ({root.Name}: {text})";
    }

    private string Problem(string label)
    {
        var reports = _entries.Values.First(entry => Label(entry.Event) == label).Event.Snapshot.HealthReports;
        return string.Join("; ", reports.Where(report => report.Status != HealthStatus.Healthy).Select(report => $"{report.Name} {report.Description}".TrimEnd()));
    }

    private sealed record Entry(ResourceEvent Event, DateTimeOffset Since, bool WasHealthy);
}
