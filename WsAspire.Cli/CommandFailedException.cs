namespace WsAspire.Cli;

/// <summary>What was asked for could not be done; the message says why. Exit code 1.</summary>
/// <param name="message">For a person.</param>
internal sealed class CommandFailedException(string message) : Exception(message);
