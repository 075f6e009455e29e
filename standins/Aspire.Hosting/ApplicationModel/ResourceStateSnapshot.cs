namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state and how it is shown.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>Makes a state of its name.</summary>
    [return: NotNullIfNotNull(nameof(s))]
    [SuppressMessage("Usage", "CA2225", Justification = "As in Aspire.")]
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}
