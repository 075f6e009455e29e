using System.Globalization;

namespace Aspire.Hosting.Orchestration.Output;

/// <summary>The block that says once that all is ready: how long each part took, and the URLs.</summary>
internal sealed class ReadyReport(
    DistributedApplicationModel model, ResourceBoard board, RunDashboard dashboard, RunOptions options, TimeProvider time)
{
    private bool _reported;

    /// <summary>The block's lines; none while something is not ready, and none the second time.</summary>
    /// <param name="since">When the AppHost was started.</param>
    public IReadOnlyList<string> Lines(DateTimeOffset since)
    {
        var expected = model.Resources.Where(IsExpected).ToList();
        if (_reported || expected.Count == 0 || !expected.TrueForAll(board.IsMet))
        {
            return [];
        }

        _reported = true;
        var created = board.EntriesOf(expected[0])[0].Snapshot.CreationTimeStamp!.Value;
        List<(string Name, TimeSpan Time)> parts =
        [
            .. options.BuildTime is { } build ? [("build", build)] : Array.Empty<(string, TimeSpan)>(),
            ("apphost", created - since.UtcDateTime),
            .. expected.Select(resource => (resource.Name, board.EntriesOf(resource).Max(entry => entry.Took))),
        ];
        var total = time.GetUtcNow() - since + (options.BuildTime ?? TimeSpan.Zero);
        var width = expected.Max(resource => resource.Name.Length);
        return
        [
            $"Ready in {Seconds(total)} ({string.Join(", ", parts.Select(part => $"{part.Name} {Seconds(part.Time)}"))})",
            .. expected.SelectMany(resource => board.EntriesOf(resource)[0].Urls.Select(url => $"  {resource.Name.PadRight(width)}  {url}")),
            .. dashboard.LoginLine is { } login ? [$"  {login}"] : Array.Empty<string>(),
            "  Ctrl+C stops everything.",
        ];
    }

    private static bool IsExpected(IResource resource) =>
        (ProcessResources.RunsAsProcess(resource) || resource is ContainerResource) && !resource.HasAnnotationOfType<ExplicitStartupAnnotation>();

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
