namespace Aspire.Dashboard.Storage;

/// <summary>How bad what a log record says is.</summary>
internal enum LogSeverity
{
    /// <summary>Nobody said.</summary>
    Unspecified,

    /// <summary>Every step.</summary>
    Trace,

    /// <summary>For who looks for a fault.</summary>
    Debug,

    /// <summary>What is done.</summary>
    Information,

    /// <summary>What could become a fault.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,

    /// <summary>All failed.</summary>
    Critical,
}
