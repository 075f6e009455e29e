namespace WsAspire.Fuzz;

/// <summary>What came of one input.</summary>
/// <param name="Answer">Status and the beginning of what was said; outcomes are counted by it.</param>
/// <param name="Fault">What must not be; null where all is well.</param>
internal readonly record struct Outcome(string Answer, string? Fault = null);
