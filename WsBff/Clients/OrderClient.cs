using WsBff.Models;
using V1 = Ws.Order.V1;

namespace WsBff.Clients;

/// <summary>Speaks to the orders of ws-order in the BFF's own shapes.</summary>
/// <remarks>Every method throws <see cref="Grpc.Core.RpcException"/> where ws-order refuses, fails, or answers what its contract excludes.</remarks>
internal sealed class OrderClient(V1.OrderService.OrderServiceClient orders)
{
    /// <summary>Reads a page of orders.</summary>
    /// <param name="pageSize">How many at most. Null means the back end's default.</param>
    /// <param name="pageToken">Null means the first page.</param>
    /// <param name="userId">Only orders of this user. Null means all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<OrderPage> ListAsync(int? pageSize, string? pageToken, int? userId, CancellationToken cancellationToken)
    {
        var request = new V1.ListOrdersRequest { PageSize = pageSize ?? 0, PageToken = pageToken ?? "", UserId = userId ?? 0 };
        var answer = await orders.ListOrdersAsync(request, cancellationToken: cancellationToken);
        return new OrderPage([.. answer.Orders.Select(OrderMapping.ToModel)], answer.NextPageToken is "" ? null : answer.NextPageToken);
    }

    /// <summary>Reads one order.</summary>
    public async Task<Order> GetAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await orders.GetOrderAsync(new V1.GetOrderRequest { Id = id }, cancellationToken: cancellationToken);
        return OrderMapping.ToModel(answer.Order);
    }

    /// <summary>Places an order, once per key.</summary>
    /// <param name="order">Has every required field.</param>
    /// <param name="idempotencyKey">Names the attempt.</param>
    /// <param name="cancellationToken">Ends the call; the order may exist nevertheless.</param>
    public async Task<Order> CreateAsync(NewOrder order, string idempotencyKey, CancellationToken cancellationToken)
    {
        var answer = await orders.CreateOrderAsync(OrderMapping.ToRequest(order, idempotencyKey), cancellationToken: cancellationToken);
        return OrderMapping.ToModel(answer.Order);
    }

    /// <summary>Cancels an order.</summary>
    /// <param name="id">The order.</param>
    /// <param name="expectedVersion">The version that it must have. Null means any.</param>
    /// <param name="cancellationToken">Ends the call; the order may be cancelled nevertheless.</param>
    public async Task<Order> CancelAsync(string id, int? expectedVersion, CancellationToken cancellationToken)
    {
        var request = new V1.CancelOrderRequest { Id = id, ExpectedVersion = expectedVersion ?? 0 };
        var answer = await orders.CancelOrderAsync(request, cancellationToken: cancellationToken);
        return OrderMapping.ToModel(answer.Order);
    }
}
