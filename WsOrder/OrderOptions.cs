using System.ComponentModel.DataAnnotations;

namespace WsOrder;

/// <summary>The section <c>Order</c>: bounds of the work with the database.</summary>
internal sealed class OrderOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Order";

    /// <summary>How long one call may work with the database before it is answered UNAVAILABLE. 3 s by default; 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan DatabaseTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a greeting waits for the user list. 1 s by default; 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan GreetingTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long greetings leave the user list out after it could not be read. 5 s by default; 0 to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan GreetingPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often void idempotency keys are removed. 10 min by default; 1 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CleaningInterval { get; set; } = TimeSpan.FromMinutes(10);
}
