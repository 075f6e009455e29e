namespace WsOrder.Domain;

/// <summary>The life of an order. The numbers are stored.</summary>
internal enum OrderState
{
    /// <summary>Accepted.</summary>
    Placed = 1,

    /// <summary>Taken back; final.</summary>
    Cancelled = 2,
}
