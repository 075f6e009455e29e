namespace WsAspire.IntegrationTests.HowTo;

/// <summary>A fenced block of a page.</summary>
/// <param name="Kind">What a reader does with it.</param>
/// <param name="Line">Line of its fence in the page.</param>
/// <param name="Path">The file that it is, or changes; empty for commands.</param>
/// <param name="Text">What stands in it, each line ended.</param>
internal sealed record Block(BlockKind Kind, int Line, string Path, string Text)
{
    /// <summary>How to find it.</summary>
    public string Name => Path.Length > 0 ? $"line {Line}, {Path}" : $"line {Line}: {Text.Split('\n')[0]}";
}
