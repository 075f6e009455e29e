namespace WsAspire.Cli;

/// <summary>The command line cannot be meant so; the message says, in one line, what would be right. Exit code 2.</summary>
/// <param name="message">For a person.</param>
internal sealed class UsageException(string message) : Exception(message);
