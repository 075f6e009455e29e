namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command is shown.</summary>
public class CommandOptions
{
    /// <summary>What it does.</summary>
    public string? Description { get; set; }

    /// <summary>What is handed to it.</summary>
    public object? Parameter { get; set; }

    /// <summary>The question asked first; null for none.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>The icon.</summary>
    public string? IconName { get; set; }

    /// <summary>How the icon is drawn.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>Whether it stands out.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Whether it can be used in the resource's state; null for always.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
