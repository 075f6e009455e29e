using WsOrder.Domain;
using WsOrder.Domain.Errors;

namespace WsOrder.Tests.Data;

public sealed class OrderRepositoryTests(DatabaseServer server) : IAsyncLifetime
{
    private readonly ShiftedTimeProvider _clock = new();
    private OrderServices _services = null!;
    private string _connectionString = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_services, _connectionString) = await OrderServices.OnNewDatabaseAsync(server, _clock);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task AddOnce_NewOrder_IsReadBackAsItWas()
    {
        var placed = await _services.PlaceAsync(Requests.Order(sku: "Äpfel 🍎"));

        var read = await FindAsync(placed.Id);

        Assert.Equivalent(placed, read, strict: true);
        Assert.Equal(399, read.Total);
        Assert.Equal(["Äpfel 🍎", "pear"], read.Lines.Select(line => line.Sku));
        Assert.Equal(TimeSpan.Zero, read.CreatedAt.Offset);
        Assert.Equal(0, read.CreatedAt.Ticks % TimeSpan.TicksPerMicrosecond);
    }

    [Fact]
    public async Task AddOnce_SameKeyAndContent_AnswersTheFirstOrderAsItWas()
    {
        var request = Requests.Order();
        var first = await _services.PlaceAsync(request);
        await _services.UseAsync((OrderBook orders) => orders.CancelAsync(first.Id, null, Cancelled));

        var again = await _services.PlaceAsync(request);

        Assert.Equivalent(first, again, strict: true);
        Assert.Equal(1L, await CountAsync("orders"));
    }

    [Fact]
    public async Task AddOnce_SameKeyOtherContent_IsRefusedAndStoresNothing()
    {
        var request = Requests.Order();
        await _services.PlaceAsync(request);

        var refusal = await Assert.ThrowsAsync<IdempotencyKeyReusedException>(
            () => _services.PlaceAsync(Requests.Order(request.IdempotencyKey, quantity: 3)));

        Assert.Equal(request.IdempotencyKey, refusal.Metadata["idempotency_key"]);
        Assert.Equal(1L, await CountAsync("orders"));
    }

    [Fact]
    public async Task AddOnce_KeysThatDifferInCaseOrBlanks_AreDifferentKeys()
    {
        var orders = new List<Order>();
        foreach (var key in new[] { "key", "KEY", "key ", " key" })
        {
            orders.Add(await _services.PlaceAsync(Requests.Order(key)));
        }

        Assert.Equal(4, orders.DistinctBy(order => order.Id).Count());
    }

    [Fact]
    public async Task AddOnce_32CallersWithOneKey_MakeOneOrderAndAllGetIt()
    {
        var request = Requests.Order();

        var orders = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => _services.PlaceAsync(request))));

        Assert.All(orders, order => Assert.Equivalent(orders[0], order, strict: true));
        Assert.Equal(1L, await CountAsync("orders"));
        Assert.Equal(2L, await CountAsync("order_lines"));
        Assert.Equal(1L, await CountAsync("idempotency_keys"));
    }

    [Fact]
    public async Task AddOnce_32CallersWithOneKeyAndTwoContents_OneContentWins()
    {
        var key = Requests.Key();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(async () =>
        {
            try
            {
                return (Guid?)(await _services.PlaceAsync(Requests.Order(key, quantity: 1 + (caller % 2)))).Id;
            }
            catch (IdempotencyKeyReusedException)
            {
                return null;
            }
        })));

        Assert.Equal(16, outcomes.Count(id => id is null));
        Assert.Single(outcomes.Where(id => id is not null).Distinct());
        Assert.Equal(1L, await CountAsync("orders"));
    }

    [Fact]
    public async Task AddOnce_32CallersForAnUnknownUser_AllAreToldAndNothingIsStored()
    {
        var request = Requests.Order(userId: 4711);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(
            () => Assert.ThrowsAsync<UserNotFoundException>(() => _services.PlaceAsync(request)))));

        Assert.All(refusals, refusal => Assert.Equal("4711", refusal.Metadata["id"]));
        Assert.Equal(0L, await CountAsync("orders"));
        Assert.Equal(0L, await CountAsync("idempotency_keys"));
    }

    [Fact]
    public async Task AddOnce_KeyOfYesterday_IsVoid()
    {
        var request = Requests.Order();
        _clock.Shift = -TimeSpan.FromHours(24);
        var yesterday = await _services.PlaceAsync(request);

        _clock.Shift = TimeSpan.Zero;
        var orders = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _services.PlaceAsync(request))));

        Assert.Single(orders.DistinctBy(order => order.Id));
        Assert.NotEqual(yesterday.Id, orders[0].Id);
        Assert.Equal(2L, await CountAsync("orders"));
        Assert.Equal(1L, await CountAsync("idempotency_keys"));
    }

    [Fact]
    public async Task AddOnce_KeyOfAlmost24Hours_Stands()
    {
        var request = Requests.Order();
        _clock.Shift = -TimeSpan.FromHours(24) + TimeSpan.FromMinutes(5);
        var first = await _services.PlaceAsync(request);

        _clock.Shift = TimeSpan.Zero;

        Assert.Equal(first.Id, (await _services.PlaceAsync(request)).Id);
    }

    [Fact]
    public async Task List_PagesOfAUser_AreNewestFirstAndComplete()
    {
        var mine = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            mine.Add((await _services.PlaceAsync(Requests.Order(userId: 2))).Id);
            await _services.PlaceAsync(Requests.Order(userId: 3));
        }

        var read = new List<Guid>();
        Guid? before = null;
        IReadOnlyList<Order> page;
        do
        {
            page = await _services.UseAsync((IOrderRepository orders) => orders.ListAsync(2, before, 3, Cancelled));
            read.AddRange(page.Select(order => order.Id));
            before = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count > 0);

        Assert.Equal(Enumerable.Reverse(mine), read);
    }

    private async Task<Order> FindAsync(Guid id) =>
        await _services.UseAsync((IOrderRepository orders) => orders.FindAsync(id, Cancelled)) ?? throw new InvalidOperationException("Not stored.");

    private Task<object?> CountAsync(string table) => DatabaseServer.QueryAsync(_connectionString, $"SELECT COUNT(*) FROM `{table}`");
}
