using System.ComponentModel.DataAnnotations;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>The section <c>Logs</c>: where lines of the log go. Which lines there are is said by <c>Logging:LogLevel</c>.</summary>
public sealed class LogOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Logs";

    /// <summary>What goes to the standard output: text for people, lines as in the files, or nothing. <c>Text</c> by default.</summary>
    public LogConsole Console { get; set; } = LogConsole.Text;

    /// <summary>Folder of the files, each service in a folder of its own below it: <c>logs/ws-order/ws-order-20261126.json</c>. Null by default: none are written. <c>./run</c> sets it to <c>logs</c>.</summary>
    public string? Folder { get; set; }

    /// <summary>Bytes after which the next file of the day is begun. 10 MiB by default; 64 KiB to 1 GiB.</summary>
    [Range(64L << 10, 1L << 30)]
    public long MaxFileSize { get; set; } = 10L << 20;

    /// <summary>How many files are kept. 10 by default; 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int MaxFiles { get; set; } = 10;

    /// <summary>How long a file is kept. 7 days by default; 1 day to 1 year.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many lines may wait to be written; those beyond are dropped and counted, so that no request waits for a disk. 10,000 by default; 100 to 1,000,000.</summary>
    [Range(100, 1_000_000)]
    public int Queue { get; set; } = 10_000;

    /// <summary>Whether the files, or the lines on the console that are as theirs, have one line for each request. True by default.</summary>
    public bool Requests { get; set; } = true;

    /// <summary>Names of fields whose values are hidden in logs and spans, with commas, beside those that sound like secrets (password, token, authorization and their like): <c>email,iban</c>. Null by default.</summary>
    public string? Redact { get; set; }

    /// <summary>The names of <see cref="Redact"/>.</summary>
    internal IEnumerable<string> RedactedFields => (Redact ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Folder?.AsSpan().ContainsAny(Path.GetInvalidPathChars()) == true)
        {
            yield return new ValidationResult("expected a folder, such as logs", [nameof(Folder)]);
        }
    }
}
