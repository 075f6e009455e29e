namespace WsAspire.ServiceDefaults.Errors;

/// <summary>A refusal that a caller may see. The frame turns it into a <c>google.rpc.Status</c> on both faces; any other exception
/// becomes INTERNAL without detail.</summary>
/// <param name="kind">Decides the status.</param>
/// <param name="reason">Upper-case reason for <c>google.rpc.ErrorInfo</c>, such as <c>ORDER_NOT_FOUND</c>; it is part of the contract.</param>
/// <param name="message">Says what was wrong, for a person; it is sent to the caller.</param>
/// <param name="innerException">The cause. Logged, never sent.</param>
public abstract class ServiceException(ErrorKind kind, string reason, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Decides the status.</summary>
    public ErrorKind Kind { get; } = kind;

    /// <summary>Upper-case reason, part of the contract.</summary>
    public string Reason { get; } = reason;

    /// <summary>Each variable of the message by name, so that a program need not parse it. Empty by default.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The fields at fault. Empty by default.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; init; } = [];

    /// <summary>After which time trying again may help: <c>google.rpc.RetryInfo</c>, and the header <c>Retry-After</c> in whole seconds on the JSON face.
    /// Null, the default: nothing is said.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
