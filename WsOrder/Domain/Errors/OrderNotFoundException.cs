using WsAspire.ServiceDefaults.Errors;

namespace WsOrder.Domain.Errors;

/// <summary>There is no such order.</summary>
internal sealed class OrderNotFoundException : ServiceException
{
    /// <summary>Names the order.</summary>
    public OrderNotFoundException(Guid id)
        : base(ErrorKind.NotFound, ErrorReasons.OrderNotFound, $"There is no order {id}.") =>
        Metadata = new Dictionary<string, string> { ["id"] = id.ToString() };
}
