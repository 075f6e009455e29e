using System.Globalization;

namespace Aspire.Hosting.Orchestration.Output;

/// <summary>Lays the resources out as a table that fits a width.</summary>
internal static class ResourceTable
{
    private static readonly string[] s_head = ["RESOURCE", "STATE", "HEALTH", "SINCE", "URLS"];

    /// <summary>The table's lines, each shorter than the width, with a blank line before them; none when there are no rows.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<ResourceRow> rows, int width, bool colours)
    {
        var cells = rows.Select(row => (string[])[row.Name, row.State, row.Health, Age(row.Since), row.Urls]).Prepend(s_head).ToArray();
        var widths = Enumerable.Range(0, s_head.Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        var lines = cells.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd())
            .Select(line => line.Length < width ? line : line[..Math.Max(0, width - 2)] + "…")
            .Select((line, i) => !colours ? line : i == 0 ? Ansi.Grey(line) : Coloured(line, rows[i - 1]));
        return rows.Count == 0 ? [] : ["", .. lines];
    }

    /// <summary>A time as people say it: "12s", "3m", "2h".</summary>
    public static string Age(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds}s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}h"),
    };

    private static string Coloured(string line, ResourceRow row) => row.IsFailed ? Ansi.Red(line)
        : line.Length < row.Name.Length ? line : Ansi.Colour(row.Name, row.Colour) + line[row.Name.Length..];
}
