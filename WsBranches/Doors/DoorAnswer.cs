using WsAspire.Branching;

namespace WsBranches.Doors;

/// <summary>What came back through a door.</summary>
/// <param name="Duration">From the request to the end of the answer, or to the fault.</param>
/// <param name="Status">The HTTP status; null where no answer came.</param>
/// <param name="Served">Who served it, in the order in which they were reached; empty where the answer does not say.</param>
/// <param name="IsWhole">Whether that names all.</param>
/// <param name="ContentType">The type of the body; null where the answer does not say.</param>
/// <param name="Body">The body as text, its beginning where it is long; null where no answer came.</param>
/// <param name="IsCut">Whether the body is longer.</param>
/// <param name="Fault">Why no answer came; null where one did.</param>
internal sealed record DoorAnswer(
    TimeSpan Duration, int? Status, IReadOnlyList<ServedBy> Served, bool IsWhole, string? ContentType, string? Body, bool IsCut, string? Fault);
