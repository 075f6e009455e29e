using WsAspire.ServiceDefaults.Errors;

namespace WsOrder.Domain.Errors;

/// <summary>The idempotency key was used with another content in the last 24 hours.</summary>
internal sealed class IdempotencyKeyReusedException : ServiceException
{
    /// <summary>Names the key.</summary>
    public IdempotencyKeyReusedException(string key)
        : base(
            ErrorKind.FailedPrecondition,
            ErrorReasons.IdempotencyKeyReused,
            $"The idempotency key '{key}' was used with another content; take a new key for another order.") =>
        Metadata = new Dictionary<string, string> { ["idempotency_key"] = key };
}
