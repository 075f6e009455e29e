using System.Globalization;
using WsAspire.ServiceDefaults.Errors;

namespace WsOrder.Domain.Errors;

/// <summary>The order has another version than the client saw.</summary>
internal sealed class VersionMismatchException : ServiceException
{
    /// <summary>Names the order and both versions.</summary>
    public VersionMismatchException(Guid id, int expected, int actual)
        : base(
            ErrorKind.Aborted,
            ErrorReasons.VersionMismatch,
            $"Order {id} has version {actual}, not {expected}; read it again and decide again.") =>
        Metadata = new Dictionary<string, string>
        {
            ["id"] = id.ToString(),
            ["expected_version"] = expected.ToString(CultureInfo.InvariantCulture),
            ["version"] = actual.ToString(CultureInfo.InvariantCulture),
        };
}
