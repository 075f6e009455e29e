using System.Globalization;
using Grpc.Core;
using WsOrder.Domain;
using Proto = Ws.Order.V1;

namespace WsOrder.Services;

/// <summary>Serves <c>ws.order.v1.OrderService</c>. Requests were validated before they come here.</summary>
internal sealed class OrderService(OrderBook orders) : Proto.OrderService.OrderServiceBase
{
    private const int IdBytes = 16;

    /// <inheritdoc />
    public override async Task<Proto.CreateOrderResponse> CreateOrder(Proto.CreateOrderRequest request, ServerCallContext context)
    {
        var order = await orders.PlaceAsync(OrderMapper.ToDomain(request), context.CancellationToken);
        return new Proto.CreateOrderResponse { Order = OrderMapper.ToProto(order) };
    }

    /// <inheritdoc />
    public override async Task<Proto.GetOrderResponse> GetOrder(Proto.GetOrderRequest request, ServerCallContext context)
    {
        var order = await orders.GetAsync(Guid.Parse(request.Id), context.CancellationToken);
        return new Proto.GetOrderResponse { Order = OrderMapper.ToProto(order) };
    }

    /// <inheritdoc />
    public override async Task<Proto.ListOrdersResponse> ListOrders(Proto.ListOrdersRequest request, ServerCallContext context)
    {
        int? userId = request.UserId == 0 ? null : request.UserId;
        var filter = string.Create(CultureInfo.InvariantCulture, $"orders?user_id={request.UserId}");
        Guid? before = PageToken.Read(request.PageToken, filter, IdBytes) is { } last ? new Guid(last, bigEndian: true) : null;
        var size = Paging.SizeOf(request.PageSize);

        var read = await orders.ListAsync(userId, before, size + 1, context.CancellationToken);

        var (page, hasMore) = Paging.Cut([.. read.Select(OrderMapper.ToProto)], size, order => order.CalculateSize());
        var response = new Proto.ListOrdersResponse { Orders = { page } };
        if (hasMore)
        {
            response.NextPageToken = PageToken.Write(filter, read[page.Count - 1].Id.ToByteArray(bigEndian: true));
        }

        return response;
    }

    /// <inheritdoc />
    public override async Task<Proto.CancelOrderResponse> CancelOrder(Proto.CancelOrderRequest request, ServerCallContext context)
    {
        int? expectedVersion = request.ExpectedVersion == 0 ? null : request.ExpectedVersion;
        var order = await orders.CancelAsync(Guid.Parse(request.Id), expectedVersion, context.CancellationToken);
        return new Proto.CancelOrderResponse { Order = OrderMapper.ToProto(order) };
    }
}
