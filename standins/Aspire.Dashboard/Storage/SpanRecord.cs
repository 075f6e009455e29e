namespace Aspire.Dashboard.Storage;

/// <summary>A span as it is kept.</summary>
internal sealed class SpanRecord
{
    // An object of this class and its place in lists, without what it refers to.
    private const int OwnBytes = 200;

    /// <summary>Its trace.</summary>
    public required UInt128 TraceId { get; init; }

    /// <summary>Its id.</summary>
    public required ulong SpanId { get; init; }

    /// <summary>The span that it is part of; 0 for none.</summary>
    public required ulong ParentId { get; init; }

    /// <summary>Who sent it.</summary>
    public required TelemetryResource Resource { get; init; }

    /// <summary>The library that made it.</summary>
    public required string Scope { get; init; }

    /// <summary>What was done.</summary>
    public required string Name { get; init; }

    /// <summary>What part in a call it has: server, client, producer, consumer or internal.</summary>
    public required string Kind { get; init; }

    /// <summary>When it began, in nanoseconds since 1970.</summary>
    public required long Start { get; init; }

    /// <summary>How long it took, in nanoseconds; never less than 0.</summary>
    public required long Duration { get; init; }

    /// <summary>Whether it failed.</summary>
    public required bool IsError { get; init; }

    /// <summary>Why it failed, where it says so.</summary>
    public required string Message { get; init; }

    /// <summary>What there is to know of it.</summary>
    public required KeyValuePair<string, string>[] Attributes { get; init; }

    /// <summary>What happened meanwhile.</summary>
    public required SpanEvent[] Events { get; init; }

    /// <summary>What other spans it has to do with.</summary>
    public required SpanLink[] Links { get; init; }

    /// <summary>About how much memory it takes.</summary>
    public int Bytes => OwnBytes + Sizes.Of(Scope) + Sizes.Of(Name) + Sizes.Of(Message) + Sizes.Of(Attributes) + (48 * Links.Length)
        + Events.Sum(item => 64 + Sizes.Of(item.Name) + Sizes.Of(item.Attributes));

    /// <summary>Whether it holds a text, whatever the case of letters.</summary>
    public bool Contains(string text) => Sizes.Contains(Name, text) || Sizes.Contains(Message, text) || Sizes.Contains(Resource.Name, text)
        || Array.Exists(Attributes, attribute => Sizes.Contains(attribute.Value, text));
}
