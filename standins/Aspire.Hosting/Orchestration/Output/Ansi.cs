using System.Text.RegularExpressions;

namespace Aspire.Hosting.Orchestration.Output;

/// <summary>The terminal's control sequences that we use, and those we let pass.</summary>
internal static partial class Ansi
{
    /// <summary>Starts a synchronised update: what follows is shown at once at its end.</summary>
    public const string BeginUpdate = "\e[?2026h\e[?25l";

    /// <summary>Ends a synchronised update.</summary>
    public const string EndUpdate = "\e[?25h\e[?2026l";

    private static readonly int[] s_palette = [36, 33, 35, 32, 34, 96, 93, 95, 92, 94];

    /// <summary>Goes up some lines and clears from there.</summary>
    public static string UpAndClear(int lines) => $"\e[{lines}F\e[J";

    /// <summary>Text in the n-th colour.</summary>
    public static string Colour(string text, int index) => $"\e[{s_palette[index % s_palette.Length]}m{text}\e[0m";

    /// <summary>Text in red.</summary>
    public static string Red(string text) => $"\e[31m{text}\e[0m";

    /// <summary>Text in grey.</summary>
    public static string Grey(string text) => $"\e[90m{text}\e[0m";

    /// <summary>A foreign line with nothing in it that moves the cursor: colours stay where <paramref name="colours"/> says so.</summary>
    public static string Clean(string line, bool colours) =>
        Controls().Replace(line, match => match.Value == "\t" || (colours && match.Value[^1] == 'm') ? match.Value : "") +
        (colours && line.Contains('\e', StringComparison.Ordinal) ? "\e[0m" : "");

    [GeneratedRegex(@"\e\[[0-9;:?]*[ -/]*[@-~]|\e\][^\a\e]*(\a|\e\\)?|\e.|[\x00-\x1a\x1c-\x1f\x7f]|\e$")]
    private static partial Regex Controls();
}
