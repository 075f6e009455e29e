using System.ComponentModel.DataAnnotations;

namespace WsAspire.ServiceDefaults.Limits;

/// <summary>The section <c>RateLimit</c>: how many requests are taken. Off until <see cref="Permits"/> is set.</summary>
public sealed class RateLimitOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "RateLimit";

    /// <summary>Requests in each <see cref="Window"/>, 1 to 10,000,000. Unset by default: no limit.</summary>
    [Range(1, 10_000_000)]
    public int? Permits { get; set; }

    /// <summary>The time for those, 100 ms to 1 d. 1 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Requests that may come at once after a quiet time, 1 to 10,000,000. As many as <see cref="Permits"/> by default.</summary>
    [Range(1, 10_000_000)]
    public int? Burst { get; set; }

    /// <summary>Requests that wait for a permit where there is none, oldest first, 0 to 100,000. 0 by default: refused at once.</summary>
    [Range(0, 100_000)]
    public int Queue { get; set; }

    /// <summary>Who shares a limit. Global by default.</summary>
    public RatePartition Partition { get; set; } = RatePartition.Global;

    /// <summary>The header that <see cref="RatePartition.Header"/> reads, such as <c>X-Api-Key</c>.</summary>
    public string? Header { get; set; }

    /// <summary>Limits that are kept at most, 1 to 1,000,000. 10,000 by default. Addresses or values are spread over as many: memory is bounded, and now and then two share one.</summary>
    [Range(1, 1_000_000)]
    public int MaxPartitions { get; set; } = 10_000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Partition == RatePartition.Header && string.IsNullOrEmpty(Header))
        {
            yield return new ValidationResult("partition = \"Header\" needs the name of a header, such as X-Api-Key", [nameof(Header)]);
        }
    }
}
