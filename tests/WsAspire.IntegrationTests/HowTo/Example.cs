using System.Globalization;
using System.Text.RegularExpressions;

namespace WsAspire.IntegrationTests.HowTo;

/// <summary>A command of a page with the comment below it: a part of what it prints.</summary>
/// <param name="Command">The command, with the ports that the page has.</param>
/// <param name="Expected">What stands in its output; blanks after a colon do not count.</param>
internal sealed partial record Example(string Command, string Expected)
{
    /// <summary>The program that the command runs.</summary>
    public string Program => Command.Split(' ')[0];

    /// <summary>Reads the examples of a text.</summary>
    public static IReadOnlyList<Example> Read(string text) =>
        [.. Line().Matches(text).Select(match => new Example(match.Groups[1].Value, match.Groups[2].Value))];

    /// <summary>Runs a call, and holds its output against what the page says.</summary>
    /// <param name="ports">Which port to call instead of each that the page has.</param>
    public async Task RunAsync(IReadOnlyDictionary<int, int> ports)
    {
        var line = Port().Replace(Command, port => $"localhost:{ports[int.Parse(port.Groups[1].Value, CultureInfo.InvariantCulture)]}");

        var (exitCode, output) = await CommandLine.RunAsync(Program == "curl" ? line.Replace("curl ", "curl -sS ", StringComparison.Ordinal) : line);

        Assert.True(exitCode == 0, $"{Command}\n{output}");
        Verify(output);
    }

    /// <summary>Holds an output against what the page says.</summary>
    public void Verify(string output) => Assert.True(
        Tight(output).Contains(Tight(Expected), StringComparison.Ordinal), $"'{Command}' did not print '{Expected}', but:\n{output}");

    private static string Tight(string text) => text.Replace("\": ", "\":", StringComparison.Ordinal);

    [GeneratedRegex("^([^#\n].*)\n# (.+)$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"localhost:(\d+)")]
    private static partial Regex Port();
}
