namespace WsAspire.Hosting.Branches;

/// <summary>A branch could not be started; the message says why, for a person.</summary>
/// <param name="message">Why.</param>
internal sealed class BranchFailedException(string message) : Exception(message);
