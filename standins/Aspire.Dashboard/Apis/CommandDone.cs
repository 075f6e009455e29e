namespace Aspire.Dashboard.Apis;

/// <summary>A command has been executed.</summary>
/// <param name="Done">Its name.</param>
internal sealed record CommandDone(string Done);
