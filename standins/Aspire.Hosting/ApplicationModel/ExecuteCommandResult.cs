namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command went.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it succeeded.</summary>
    public required bool Success { get; init; }

    /// <summary>Whether it was cancelled.</summary>
    public bool Canceled { get; init; }

    /// <summary>What went wrong.</summary>
    public string? ErrorMessage { get; init; }
}
