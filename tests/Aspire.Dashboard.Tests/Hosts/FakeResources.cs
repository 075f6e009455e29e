using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Dashboard.Tests.Hosts;

/// <summary>Resources that a test has made up.</summary>
internal sealed class FakeResources : IDashboardResources
{
    private readonly Channel<DashboardResource> _changes = Channel.CreateUnbounded<DashboardResource>();
    private readonly ConcurrentDictionary<string, Channel<DashboardLine>> _consoles = [];

    /// <summary>What was asked for, such as <c>a resource-stop</c>.</summary>
    public ConcurrentQueue<string> Executed { get; } = new();

    /// <summary>What commands answer.</summary>
    public string? Error { get; set; }

    public static DashboardResource Named(string name, string state = "Running", DateTimeOffset? startedAt = null) => new(
        name, name, name, "Project", state, "Healthy", "", null, startedAt, [$"http://localhost/{name}"],
        [new("resource-stop", "Stop", "Ends it", true), new("resource-start", "Start", null, false)]);

    public void Tell(DashboardResource resource) => _changes.Writer.TryWrite(resource);

    public void Print(string id, string line, bool isError = false) => ConsoleOf(id).Writer.TryWrite(new(line, isError));

    public IAsyncEnumerable<DashboardResource> WatchAsync(CancellationToken cancellationToken) => _changes.Reader.ReadAllAsync(cancellationToken);

    public async IAsyncEnumerable<IReadOnlyList<DashboardLine>> WatchConsoleAsync(string resourceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in ConsoleOf(resourceId).Reader.ReadAllAsync(cancellationToken))
        {
            yield return [line];
        }
    }

    public Task<string?> ExecuteAsync(string resourceId, string command, CancellationToken cancellationToken)
    {
        Executed.Enqueue($"{resourceId} {command}");
        return Task.FromResult(Error);
    }

    private Channel<DashboardLine> ConsoleOf(string id) => _consoles.GetOrAdd(id, _ => Channel.CreateUnbounded<DashboardLine>());
}
