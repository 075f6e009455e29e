using System.Globalization;
using WsAspire.ServiceDefaults.Errors;

namespace WsOrder.Domain.Errors;

/// <summary>There is no such user.</summary>
internal sealed class UserNotFoundException : ServiceException
{
    /// <summary>Names the user.</summary>
    public UserNotFoundException(int id)
        : base(ErrorKind.NotFound, ErrorReasons.UserNotFound, $"There is no user {id}.") =>
        Metadata = new Dictionary<string, string> { ["id"] = id.ToString(CultureInfo.InvariantCulture) };
}
