using System.ComponentModel.DataAnnotations;

namespace WsBff.Clients;

/// <summary>How long the summary of an order waits for what it can do without.</summary>
internal sealed class SummaryOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Summary";

    /// <summary>How long the customer may take before the summary goes without. 10 ms to 30 s; 1 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:30")]
    public TimeSpan CustomerTimeout { get; set; } = TimeSpan.FromSeconds(1);
}
