namespace WsAspire.IntegrationTests.HowTo;

/// <summary>Makes a change that a page shows as a diff without line numbers; a line <c>@@</c> stands between its parts.</summary>
internal static class Change
{
    /// <summary>Changes a text.</summary>
    /// <exception cref="InvalidDataException">What the change starts from is not in the text, or twice.</exception>
    public static string Apply(string text, string diff)
    {
        foreach (var part in diff.Split("@@\n"))
        {
            var lines = part.TrimEnd('\n').Split('\n');
            var before = Side(lines, '-');
            var at = text.IndexOf(before, StringComparison.Ordinal);
            if (at < 0 || text.IndexOf(before, at + 1, StringComparison.Ordinal) >= 0)
            {
                throw new InvalidDataException($"These lines stand {(at < 0 ? "nowhere" : "more than once")} in the file:\n{before}");
            }

            text = text[..at] + Side(lines, '+') + text[(at + before.Length)..];
        }

        return text;
    }

    private static string Side(IEnumerable<string> lines, char sign) => string.Concat(
        lines.Where(line => line.Length == 0 || line[0] == ' ' || line[0] == sign).Select(line => line.Length == 0 ? "\n" : line[1..] + '\n'));
}
