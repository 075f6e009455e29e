using System.Globalization;

namespace WsAspire.Cli;

/// <summary>The list for people: a line for each service of a branch.</summary>
internal static class BranchTable
{
    private const int CommitLength = 8;
    private static readonly string[] s_head = ["BRANCH", "SERVICE", "INSTANCES", "STATE", "SINCE", "COMMIT", "FROM"];

    /// <summary>Writes the table.</summary>
    /// <param name="rows">The instances, by branch and service.</param>
    /// <param name="zone">The zone of times.</param>
    /// <param name="output">Where to.</param>
    public static void Write(IReadOnlyList<BranchRow> rows, TimeZoneInfo zone, TextWriter output)
    {
        string[][] lines = [s_head, .. rows.GroupBy(row => (row.Branch, row.Service)).Select(group => Line([.. group], zone))];
        var widths = s_head.Select((_, column) => lines.Max(line => line[column].Length)).ToList();
        foreach (var line in lines)
        {
            output.WriteLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static string[] Line(List<BranchRow> rows, TimeZoneInfo zone) =>
    [
        rows[0].Branch,
        rows[0].Service,
        rows.Count.ToString(CultureInfo.InvariantCulture),
        Each(rows, row => row.Reason is null ? row.State : $"{row.State}: {row.Reason}"),
        TimeZoneInfo.ConvertTime(rows[0].Since, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        Each(rows, row => row.Commit is null ? "-" : row.Commit[..Math.Min(CommitLength, row.Commit.Length)]),
        Each(rows, Origin),
    ];

    private static string Each(List<BranchRow> rows, Func<BranchRow, string> cell) => string.Join(", ", rows.Select(cell).Distinct());

    private static string Origin(BranchRow row) => (row.From, row.Worktree) switch
    {
        ("add", { } tree) => $"branch add, {tree}",
        ("start", null) => "./run",
        ("start", { } tree) => $"./run, {tree}",
        _ => "joined by hand",
    };
}
