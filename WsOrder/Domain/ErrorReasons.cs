using WsAspire.ServiceDefaults.Errors;

namespace WsOrder.Domain;

/// <summary>The reasons of <c>ws.order.v1.ErrorReason</c>, without their prefix.</summary>
internal static class ErrorReasons
{
    /// <summary>A field is at fault.</summary>
    public const string InvalidField = FrameErrorReasons.InvalidField;

    /// <summary>There is no such order.</summary>
    public const string OrderNotFound = "ORDER_NOT_FOUND";

    /// <summary>There is no such user.</summary>
    public const string UserNotFound = "USER_NOT_FOUND";

    /// <summary>The idempotency key was used with another content.</summary>
    public const string IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED";

    /// <summary>The order has another version than expected.</summary>
    public const string VersionMismatch = "VERSION_MISMATCH";

    /// <summary>The database cannot be reached.</summary>
    public const string DatabaseUnavailable = FrameErrorReasons.DatabaseUnavailable;
}
