using System.Text.RegularExpressions;

namespace WsAspire.IntegrationTests.HowTo;

/// <summary>Reads the blocks of a page that a reader is to do, in its order.</summary>
/// <remarks>A line <c>**path**</c> names the file of the block below it; a <c>diff</c> changes it, any other block is it. A block of <c>sh</c> has commands.</remarks>
internal static partial class Page
{
    /// <summary>Reads a page.</summary>
    /// <exception cref="InvalidDataException">A block is neither commands nor has a file's name above it: no reader would know what to do with it.</exception>
    public static IReadOnlyList<Block> Read(string text)
    {
        var blocks = new List<Block>();
        var lines = text.Split('\n');
        var path = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                var fence = i;
                i = Array.FindIndex(lines, fence + 1, line => line.StartsWith("```", StringComparison.Ordinal));
                var body = string.Concat(lines[(fence + 1)..i].Select(line => line + '\n'));
                blocks.Add(Of(lines[fence][3..], fence + 1, path, body));
                path = "";
            }
            else if (FileName().Match(lines[i]) is { Success: true } name)
            {
                path = name.Groups[1].Value;
            }
            else if (lines[i].Length > 0)
            {
                path = "";
            }
        }

        return blocks;
    }

    private static Block Of(string language, int line, string path, string body) => (language, path) switch
    {
        ("sh", "") => new Block(BlockKind.Commands, line, "", body),
        ("diff", not "") => new Block(BlockKind.Change, line, path, body),
        (not "sh", not "") => new Block(BlockKind.File, line, path, body),
        _ => throw new InvalidDataException($"The block of '{language}' at line {line} is neither commands nor has a file's name above it."),
    };

    [GeneratedRegex(@"^\*\*([\w./-]+)\*\*$")]
    private static partial Regex FileName();
}
