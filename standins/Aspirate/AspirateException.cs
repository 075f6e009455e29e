namespace Aspirate;

/// <summary>What is asked for cannot be done; the message says why, in one line.</summary>
/// <param name="message">For a person.</param>
/// <param name="exitCode">What Aspirate ends with in this case.</param>
internal sealed class AspirateException(string message, int exitCode = 1) : Exception(message)
{
    /// <summary>A reference to a resource that is not in the manifest: 1500, of which a shell sees the lower eight bits.</summary>
    public const int UnknownResource = 1500 % 256;

    /// <summary>A reference to a property that no binding has: 1501, of which a shell sees the lower eight bits.</summary>
    public const int UnknownProperty = 1501 % 256;

    /// <summary>Exit code of the program.</summary>
    public int ExitCode { get; } = exitCode;
}
