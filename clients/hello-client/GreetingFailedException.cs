namespace HelloClient;

/// <summary>There is no greeting; the message says why, for a person.</summary>
/// <param name="message">Why.</param>
/// <param name="innerException">The cause.</param>
internal sealed class GreetingFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
