namespace Aspire.Dashboard.Storage;

/// <summary>How much is kept. What is more is cut or left out: who sends too much loses his own, and the memory of this process stays bounded.</summary>
internal static class Limits
{
    /// <summary>Spans, in all traces together.</summary>
    public const int Spans = 100_000;

    /// <summary>Memory of the spans as it is estimated, in bytes; where they are large, fewer are kept.</summary>
    public const long SpanBytes = 256L << 20;

    /// <summary>Spans of one trace.</summary>
    public const int SpansPerTrace = 10_000;

    /// <summary>Log records.</summary>
    public const int Logs = 100_000;

    /// <summary>Memory of the log records as it is estimated, in bytes.</summary>
    public const long LogBytes = 128L << 20;

    /// <summary>Series of metrics.</summary>
    public const int Series = 5_000;

    /// <summary>Points that a series remembers.</summary>
    public const int Points = 60;

    /// <summary>Lines of a resource's console.</summary>
    public const int ConsoleLines = 5_000;

    /// <summary>Memory of the lines of a resource's console, in bytes; where they are long, fewer are kept.</summary>
    public const long ConsoleBytes = 8L << 20;

    /// <summary>Resources whose consoles are kept.</summary>
    public const int Consoles = 500;

    /// <summary>Attributes of a span, an event, a log record or a resource.</summary>
    public const int Attributes = 128;

    /// <summary>Events of a span, and links of it.</summary>
    public const int Events = 128;

    /// <summary>Characters of a name.</summary>
    public const int Name = 512;

    /// <summary>Characters of a value, a message or a line.</summary>
    public const int Text = 16_384;

    /// <summary>Bytes of a request with telemetry, unpacked.</summary>
    public const int Request = 4 << 20;

    /// <summary>The beginning of a text that is too long, without half a character at its end.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + '…';
    }
}
