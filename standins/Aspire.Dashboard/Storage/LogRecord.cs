namespace Aspire.Dashboard.Storage;

/// <summary>A log record as it is kept.</summary>
internal sealed class LogRecord
{
    private const int OwnBytes = 160;

    /// <summary>Its number, set when it is kept.</summary>
    public long Number { get; set; }

    /// <summary>When it was written, in nanoseconds since 1970.</summary>
    public required long Time { get; init; }

    /// <summary>How bad it is.</summary>
    public required LogSeverity Severity { get; init; }

    /// <summary>The logger's category.</summary>
    public required string Category { get; init; }

    /// <summary>What it says.</summary>
    public required string Message { get; init; }

    /// <summary>The trace that it belongs to; 0 for none.</summary>
    public required UInt128 TraceId { get; init; }

    /// <summary>The span that it belongs to; 0 for none.</summary>
    public required ulong SpanId { get; init; }

    /// <summary>Who sent it.</summary>
    public required TelemetryResource Resource { get; init; }

    /// <summary>What there is to know of it.</summary>
    public required KeyValuePair<string, string>[] Attributes { get; init; }

    /// <summary>About how much memory it takes.</summary>
    public int Bytes => OwnBytes + Sizes.Of(Category) + Sizes.Of(Message) + Sizes.Of(Attributes);

    /// <summary>Whether it holds a text, whatever the case of letters.</summary>
    public bool Contains(string text) => Sizes.Contains(Message, text) || Sizes.Contains(Category, text)
        || Array.Exists(Attributes, attribute => Sizes.Contains(attribute.Value, text));
}
