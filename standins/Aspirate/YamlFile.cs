using System.Text;

namespace Aspirate;

/// <summary>The lines of a file. What is optional is left out line by line.</summary>
internal sealed class YamlFile
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds lines as they are.</summary>
    public YamlFile Lines(string lines)
    {
        _text.Append(lines).Append('\n');
        return this;
    }

    /// <summary>Adds lines under a condition.</summary>
    public YamlFile LinesIf(bool condition, string lines) => condition ? Lines(lines) : this;

    /// <summary>Adds lines for each item, under a heading; nothing where there are none.</summary>
    public YamlFile Each<T>(string heading, IEnumerable<T> items, Func<T, string> lines)
    {
        var all = items.Select(lines).ToList();
        return all.Count > 0 ? Lines(string.Join('\n', [heading, .. all])) : this;
    }

    /// <summary>The file's text, with a line break at its end.</summary>
    public override string ToString() => _text.ToString();
}
