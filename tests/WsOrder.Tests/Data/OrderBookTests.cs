using WsOrder.Domain;
using WsOrder.Domain.Errors;

namespace WsOrder.Tests.Data;

public sealed class OrderBookTests(DatabaseServer server) : IAsyncLifetime
{
    private OrderServices _services = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_services, _) = await OrderServices.OnNewDatabaseAsync(server);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Cancel_PlacedOrder_IsCancelledWithTheNextVersion()
    {
        var placed = await _services.PlaceAsync(Requests.Order());

        var cancelled = await CancelAsync(placed.Id, placed.Version);

        Assert.Equal((OrderState.Cancelled, 2), (cancelled.State, cancelled.Version));
        Assert.Equivalent(cancelled, await _services.UseAsync((OrderBook orders) => orders.GetAsync(placed.Id, Cancelled)), strict: true);
    }

    [Fact]
    public async Task Cancel_CancelledOrder_IsAnsweredAsItIs()
    {
        var placed = await _services.PlaceAsync(Requests.Order());
        await CancelAsync(placed.Id, null);

        Assert.Equal(2, (await CancelAsync(placed.Id, null)).Version);
        Assert.Equal(2, (await CancelAsync(placed.Id, 2)).Version);
    }

    [Fact]
    public async Task Cancel_OtherVersionExpected_IsRefusedAndChangesNothing()
    {
        var placed = await _services.PlaceAsync(Requests.Order());

        var refusal = await Assert.ThrowsAsync<VersionMismatchException>(() => CancelAsync(placed.Id, 7));

        Assert.Equal(("7", "1"), (refusal.Metadata["expected_version"], refusal.Metadata["version"]));
        Assert.Equal(1, (await _services.UseAsync((OrderBook orders) => orders.GetAsync(placed.Id, Cancelled))).Version);
    }

    [Fact]
    public async Task Cancel_UnknownOrder_IsNotFound() =>
        await Assert.ThrowsAsync<OrderNotFoundException>(() => CancelAsync(Guid.NewGuid(), null));

    [Fact]
    public async Task Cancel_32CallersWithOneVersion_OneWins()
    {
        var placed = await _services.PlaceAsync(Requests.Order());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            try
            {
                return (await CancelAsync(placed.Id, 1)).Version;
            }
            catch (VersionMismatchException)
            {
                return 0;
            }
        })));

        Assert.Equal(2, Assert.Single(outcomes, version => version > 0));
    }

    [Fact]
    public async Task Cancel_32CallersWithoutVersion_AllAreAnsweredOneChange()
    {
        var placed = await _services.PlaceAsync(Requests.Order());

        var orders = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => CancelAsync(placed.Id, null))));

        Assert.All(orders, order => Assert.Equal((OrderState.Cancelled, 2), (order.State, order.Version)));
    }

    private Task<Order> CancelAsync(Guid id, int? expectedVersion) =>
        _services.UseAsync((OrderBook orders) => orders.CancelAsync(id, expectedVersion, Cancelled));
}
